"""The look of the report: calm, legible on a phone, on a desk and in print."""

SANS = "system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif"
STYLE = (
    """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.25rem 1rem 3rem;font:1rem/1.5 SANS;color:#1c1c1c;background:#fff;overflow-wrap:break-word}
h1{font:700 1.6rem/1.2 Georgia,'Times New Roman',serif;margin:0 0 .5rem}
h2{font:700 1.25rem/1.25 Georgia,'Times New Roman',serif;margin:2.2rem 0 .5rem;padding-top:.7rem;border-top:2px solid #1c1c1c}
h3{font-size:1rem;line-height:1.35;margin:1.3rem 0 .3rem}
p{margin:.4rem 0;max-width:46rem}
.notice{border-left:4px solid #8a6d1d;background:#fbf7ea;padding:.5rem .8rem;margin:.8rem 0;font-size:.92rem}
.facts,.small,caption,.key{font-size:.87rem;line-height:1.45;color:#444}
.defs{position:absolute}
dl.rows{display:flex;flex-wrap:wrap;gap:.3rem 2.2rem;margin:.8rem 0}
dl.rows dt{font-size:.87rem;color:#444}
dl.rows dd{margin:0;font-size:1.35rem;font-weight:700}
ul.key{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:.3rem 0;padding:0}
.mark{width:1.25rem;height:.75rem;vertical-align:-.05rem}
table{border-collapse:collapse;width:100%;margin:.3rem 0 .8rem;font-size:.88rem;line-height:1.4}
caption{text-align:left;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.28rem .6rem .28rem 0;border-bottom:1px solid #e2e2e2;font-weight:400}
thead th{vertical-align:bottom;border-bottom:1px solid #555;font-weight:600}
th.num,td.num{text-align:right;white-space:nowrap;width:5.2rem}
thead th.num{white-space:normal;hyphens:auto}
th.plot,td.plot{width:15rem;padding-right:1rem}
.bar{display:block;width:100%;height:auto;margin-top:.18rem}
.id{display:block;font:.8em/1.3 ui-monospace,Consolas,'DejaVu Sans Mono',monospace;color:#595959}
.cite{display:block;color:#555;font-size:.95em}
ol.acts{padding-left:1.3rem;margin:.4rem 0;font-size:.92rem}
ol.acts li{margin:.4rem 0}
footer{margin-top:2.4rem;padding-top:.7rem;border-top:2px solid #1c1c1c;font-size:.87rem}
@media (max-width:42rem){body{padding:.9rem .9rem 2.5rem}h1{font-size:1.35rem}
table.wide thead{position:absolute;left:-999rem}table.wide tr{display:flex;flex-wrap:wrap;gap:0 1.1rem;padding:.4rem 0;border-bottom:1px solid #d8d8d8}
table.wide th,table.wide td{display:block;border:0;padding:.05rem 0;width:auto}table.wide th[scope=row],table.wide td.plot{flex:0 0 100%}
table.wide td.num{text-align:left}table.wide td[data-label]::before{content:attr(data-label) ' ';color:#555}}
@media print{@page{margin:14mm}body{max-width:none;font-size:9.5pt;line-height:1.35;padding:0}h1{font-size:15pt}h2{font-size:12pt;margin:10pt 0 3pt;padding-top:4pt;break-after:avoid}
h3,caption,.key{break-after:avoid}h3{margin:6pt 0 1pt}table{font-size:8pt;line-height:1.25;margin-bottom:4pt}th,td{padding:1.5pt 5pt 1.5pt 0}tr,li{break-inside:avoid}thead{display:table-header-group}
.notice{background:none;margin:4pt 0}th.plot,td.plot{width:32mm}th.num,td.num{width:15mm}.id{display:none}.bar,.mark{print-color-adjust:exact}dl.rows dd{font-size:12pt}.facts,.small,caption,.key{font-size:8pt}}
"""
).replace("SANS", SANS)
