"""Reading the API in its tests."""


def read(client, path, **query):
    return client.get(f"/api/v1/{path}", query).json()


def read_titles(client, path, **query) -> list[str]:
    return [item["title"] for item in read(client, path, **query)["items"]]
