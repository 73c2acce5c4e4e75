"""Words that say nothing of what is looked for; left out unless a query has no others."""

from search.words.folding import fold

_GERMAN = """
aber als am an auch auf aus bei beim bin bis bist da dann das dass dein deine dem den der des
dich die dies diese dieser dieses dir doch du durch ein eine einem einen einer eines er es
euch euer für gibt habe haben hat hier ich ihr ihre im in ins ist ja kann können mein meine
mich mir mit nach nicht noch nur ob oder ohne sein seine sich sie sind so über um und uns
unser unter vom von vor war was welche welcher welches wenn wer werden wie wir wird wo zu zum
zur
"""
_ENGLISH = """
a an and are as at be by can do does for from has have how i if in into is it its me my of on
or our out so than that the their them there these they this to was we were what when where
which who will with you your
"""
STOPWORDS = frozenset(fold(word) for word in f"{_GERMAN} {_ENGLISH}".split())
