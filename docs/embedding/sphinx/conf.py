project = "A live decision"
html_js_files = [("https://HOST/embed.js", {"type": "module"})]
