"""The look of the page: calm, legible on a phone, on a desk and in print."""

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:52rem;padding:1.25rem 1rem 3rem;font:1.0625rem/1.55 Georgia,'Times New Roman',serif;color:#1c1c1c;background:#fff;overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .6rem}
h2{font-size:1.3rem;line-height:1.25;margin:2.6rem 0 .6rem;padding-top:.8rem;border-top:2px solid #1c1c1c}
h3{font-size:1.06rem;line-height:1.35;margin:0 0 .35rem}
p{margin:.4rem 0}
a{color:#174a7c}
code,.id{font:.82em/1.4 ui-monospace,Consolas,'DejaVu Sans Mono',monospace;color:#555}
.id{display:block}
.notice,.facts{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:.9rem;line-height:1.45}
.notice{border-left:4px solid #8a6d1d;background:#fbf7ea;padding:.6rem .8rem;margin:1rem 0}
.facts{color:#444}
nav{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:.92rem;margin:1rem 0}
nav a{display:inline-block;margin:0 1rem .3rem 0}
article{margin:1.5rem 0;padding:0 0 1.2rem;border-bottom:1px solid #d8d8d8}
blockquote{margin:0 0 .3rem;font-size:1.2rem;line-height:1.35;font-weight:600}
td.verdict{width:8.5rem;font-weight:600}
.said,.cite,small,table,dl,.small{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:.86rem;line-height:1.45}
.said,.cite{color:#555;margin:.2rem 0}
.answer{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-weight:600;margin:.7rem 0 .3rem}
ol.parts,ul{padding-left:1.2rem;margin:.4rem 0}
ol.parts li{margin:.5rem 0}
ol.parts b{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:.9rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem .35rem 0;border-bottom:1px solid #e2e2e2}
thead th{border-bottom:1px solid #555;font-weight:600}
th[scope=row]{font-weight:600}
th small,td small{font-weight:400;color:#333}
th small.cite{color:#5c5c5c}
tbody th[colspan]{font-weight:600;padding-top:.7rem;border-bottom:1px solid #999}
.num{text-align:right;white-space:nowrap}
td.day,th.day{width:6.2rem}
dt{font-weight:600;margin-top:.5rem}
dd{margin:0}
footer{margin-top:3rem;padding-top:.8rem;border-top:2px solid #1c1c1c}
@media (max-width:34rem){body{font-size:1rem;padding:.9rem .9rem 2.5rem}h1{font-size:1.4rem}td.day,th.day{width:4.9rem}
table.wide thead{position:absolute;left:-9999px}table.wide tr{display:block;padding:.5rem 0;border-bottom:1px solid #d8d8d8}
table.wide th,table.wide td{display:block;border:0;padding:.1rem 0}table.wide td[data-label]:not(:empty)::before{content:attr(data-label) ': ';color:#555}
table.wide th[scope=row]{font-weight:600}.num{text-align:left}}
@media print{body{max-width:none;font-size:10.5pt;padding:0}nav{display:none}a{color:inherit;text-decoration:none}
h2{break-after:avoid}h3,caption{break-after:avoid}tr,blockquote,.answer{break-inside:avoid}.notice{background:none}}
"""
