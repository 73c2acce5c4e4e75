"""A site of its own that lets its people log in elsewhere: an OpenID provider (CO5)."""

CLIENT_ID, CLIENT_SECRET = "verbund", "geheim-nur-im-test"
PASSWORD = "Ahorn-Winkel-38"
FOLDER_VARIABLE = "PROVIDER_FOLDER"
