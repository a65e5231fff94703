. "$SOURCE/tests/golden/steps.sh"
mkdir -p web
cat > web/index.html <<'PAGE'
<!DOCTYPE html>
<html lang="en">
<style>p { margin: 0 }</style>
<script type="application/json">{"data": true}</script>
<script>start("<!-- <script>")</script> --></script>
<p onclick="go(&quot;a&quot;)" style="color: red">a</p>
<a href="javascript:go()">b</a>
<p onmouseover="go('&nsubE;')">c</p>
PAGE
sed -i 's|^  api:$|&\n    assets: [web/index.html]|' environments/base.yaml
note nothing of the page was allowed by name
run formwork validate
note scripts and styles by their hashes
printf '  csp: {hashes: true}\n' >> environments/base.yaml
run formwork validate --format concise
note handlers where the spec says so
sed -i "s|  csp: {hashes: true}|  csp: {hashes: true, policy: {script-src: [\"'self'\", \"'unsafe-hashes'\"]}}|" environments/base.yaml
run formwork validate --format concise
