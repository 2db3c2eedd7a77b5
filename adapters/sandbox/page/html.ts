/** The page before its program has run. */
export const shell = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Countersign sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_page/main.css">
<script type="module" src="/_page/main.js"></script>
</head>
<body>
<div id="page"><p class="loading" role="status">The page is being put together; this takes a second or two.</p></div>
<noscript><p class="loading">This page needs JavaScript. Without it the sandbox is moved through <code>/_control</code>.</p></noscript>
</body>
</html>
`;

/** What stands in its place where its packages are not installed. */
export function plainPage(missing: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Countersign sandbox</title>
<link rel="icon" href="data:,">
</head>
<body>
<h1>Countersign sandbox</h1>
<p>The sandbox runs: Procore, the Sage bridge and the chats are played here, and nothing reaches the real ones.</p>
<p>The page that shows them side by side is not drawn, because packages for development are not installed:
${missing.join(', ')}. Install them with <code>npm ci</code> (without <code>--omit=dev</code>) and start the sandbox again.</p>
<p>Without the page everything works through the control interface:
<a href="/_control/world">world</a>, <a href="/_control/stories">stories</a>, <a href="/_control/env">env</a>,
<a href="/_control/faults">faults</a>, <a href="/_control/clock">clock</a>.</p>
</body>
</html>
`;
}
