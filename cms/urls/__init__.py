"""Routes of cms: `language_free` at the root, `localised` below /de/ and /en/."""
