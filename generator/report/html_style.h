#pragma once
// The looks of the html report; its digest is in the page's own policy.
namespace formwork {

inline constexpr char kHtmlStyle[] = R"css(
:root{color-scheme:light dark;--paper:#fbfbfa;--sheet:#fff;--ink:#1c2024;--soft:#60666d;--rule:#dfe2e5;
--code:#f1f3f4;--error:#b3261e;--warning:#8a5a00;--note:#2b5c9e;--fine:#1d6f42;--del:#fdecea;--del-ink:#f5b8b1;
--add:#e6f4ea;--add-ink:#a5d6b4;--none:#f4f5f6;--link:#1f5fa8}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--sheet:#1c2024;--ink:#e4e7ea;--soft:#9aa2aa;--rule:#33393f;
--code:#262b30;--error:#ff8a80;--warning:#f2b84b;--note:#8ab4f8;--fine:#81c995;--del:#3b2022;--del-ink:#7a3136;
--add:#1a3325;--add-ink:#2c6343;--none:#181b1e;--link:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:84rem;margin:0 auto;padding:0 1.5rem}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1.25rem;padding-top:2rem;padding-bottom:.75rem}
h1{margin:0;font-size:1.5rem;font-weight:650;letter-spacing:-.01em}
h2{margin:0 0 .5rem;font-size:1.05rem;font-weight:600}
p{margin:.5rem 0}
a{color:var(--link);text-decoration:none}
a:hover{text-decoration:underline}
code,pre,.where,.diff{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.84rem}
code{background:var(--code);border-radius:4px;padding:.1em .35em;overflow-wrap:anywhere}
.tally{margin:0}
.tally span{font-weight:600;margin-right:.75rem}
.tally .error,.error .id{color:var(--error)}
.tally .warning,.warning .id{color:var(--warning)}
.tally .note,.note .id{color:var(--note)}
.tally .fine{color:var(--fine)}
.tally .zero{color:var(--soft);font-weight:400}
nav ol{list-style:none;margin:.5rem 0 1rem;padding:.75rem 1rem;background:var(--sheet);border:1px solid var(--rule);border-radius:8px}
nav li{padding:.15rem 0}
nav a{color:inherit}
.id{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.9em;font-weight:650;margin-right:.35rem}
.count{display:inline-block;min-width:1.6em;padding:0 .45em;border-radius:1em;background:var(--code);color:var(--soft);font-size:.8rem;font-weight:500;text-align:center}
section{margin:1.75rem 0}
.cause{margin:0 0 .6rem;color:var(--soft)}
.finding{background:var(--sheet);border:1px solid var(--rule);border-left:3px solid var(--rule);border-radius:8px;margin:.5rem 0;overflow:hidden}
.error .finding{border-left-color:var(--error)}
.warning .finding{border-left-color:var(--warning)}
.note .finding{border-left-color:var(--note)}
summary{display:flex;flex-wrap:wrap;gap:.1rem 1rem;align-items:baseline;padding:.55rem .9rem;cursor:pointer}
summary::before{content:"";flex:none;width:.4rem;height:.4rem;border:solid var(--soft);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg) translateY(-.15rem);transition:transform .12s}
details[open]>summary::before{transform:rotate(45deg) translateY(-.15rem)}
summary::-webkit-details-marker{display:none}
summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
.where{font-weight:600;overflow-wrap:anywhere}
.what{color:var(--soft)}
.body{padding:0 .9rem .75rem}
.scroll{overflow-x:auto;border:1px solid var(--rule);border-radius:6px;margin:.25rem 0 .6rem}
.diff{width:100%;min-width:44rem;border-collapse:collapse;table-layout:fixed}
.diff col.n{width:3.4rem}
.diff th{padding:.3rem .6rem;text-align:left;font:600 .78rem/1.4 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--soft);background:var(--code);border-bottom:1px solid var(--rule)}
.diff td{padding:.05rem .6rem;vertical-align:top;line-height:1.5}
.diff td.n{color:var(--soft);text-align:right;user-select:none;padding-right:.5rem}
.diff td.c{white-space:pre-wrap;overflow-wrap:anywhere}
.diff td:nth-child(3),.diff th:nth-child(2){border-left:1px solid var(--rule)}
.del{background:var(--del)}
.add{background:var(--add)}
.none{background:var(--none)}
mark{background:none;color:inherit;border-radius:2px}
.del mark{background:var(--del-ink)}
.add mark{background:var(--add-ink)}
.gap td{color:var(--soft);background:var(--code);text-align:center}
pre.detail{margin:.25rem 0 .6rem;padding:.5rem .75rem;background:var(--code);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
pre .n{color:var(--soft);margin-right:1rem;user-select:none}
.notes{margin:.4rem 0;padding-left:1.1rem;color:var(--soft)}
.notes li{margin:.15rem 0}
.help{margin:.5rem 0 0}
footer{padding-top:.5rem;padding-bottom:2rem;color:var(--soft);font-size:.85rem}
@media print{.finding,.scroll{break-inside:avoid}body{background:none}}
)css";

}  // namespace formwork
