#include "config.h"

#include "report/report_html.h"

#include <stddef.h>

/* Every colour stands on its background with a contrast of at least 4.5 : 1, in light and in
 * dark; none is the only sign of anything. */
const char *const html_style[] = {
    ":root{--page:#f4f5f7;--card:#fff;--ink:#1c2127;--quiet:#566069;--line:#d9dee4;--code:#f0f2f5;"
    "--good:#176f33;--bad:#b3201a;--warn:#8a5a00;--unsure:#5f3dc4;--dim:#5b6570;--lively:#0b5cad;"
    "--on:#fff;--band-good:#176f33;--band-bad:#b3201a;--band-unsure:#5f3dc4}\n",
    "@media (prefers-color-scheme:dark){:root{--page:#101419;--card:#181e25;--ink:#e5e9ee;"
    "--quiet:#a3adb8;--line:#303943;--code:#11161c;--good:#57c97a;--bad:#ff8a80;--warn:#e6b450;"
    "--unsure:#b9a3ff;--dim:#9aa5b1;--lively:#6cb6ff;--on:#0c1014;--band-good:#14542c;"
    "--band-bad:#8c1d18;--band-unsure:#46318f}}\n",
    "*{box-sizing:border-box}\n",
    "body{margin:0;background:var(--page);color:var(--ink);line-height:1.5;font-size:16px;"
    "font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"DejaVu "
    "Sans\",sans-serif;"
    "overflow-wrap:break-word}\n",
    ".wide{max-width:72rem;margin:0 auto;padding:0 1.25rem}\n",
    ".good{--tone:var(--good)}.bad{--tone:var(--bad)}.warn{--tone:var(--warn)}"
    ".unsure{--tone:var(--unsure)}.dim{--tone:var(--dim)}.lively{--tone:var(--lively)}"
    ".plain{--tone:var(--ink)}\n",
    ".verdict{color:#fff;padding:1.75rem 0 1.5rem}.verdict.good{background:var(--band-good)}"
    ".verdict.bad{background:var(--band-bad)}.verdict.unsure{background:var(--band-unsure)}\n",
    ".verdict .word{margin:0;font-weight:700;letter-spacing:.06em;font-size:1.05rem}\n",
    "h1{margin:.2rem 0 1rem;font-size:1.75rem;line-height:1.25;font-weight:650}\n",
    ".verdict dl{margin:0;display:flex;flex-wrap:wrap;gap:.4rem 2rem;font-size:.95rem}\n",
    ".verdict dt{font-weight:650;display:inline}.verdict dt::after{content:\": \"}"
    ".verdict dd{display:inline;margin:0}\n",
    "main{padding-top:1.25rem!important}\n",
    ".columns{display:grid;grid-template-columns:minmax(0,1.35fr) minmax(0,1fr);gap:1.25rem;"
    "align-items:start}\n",
    ".card{background:var(--card);border:1px solid var(--line);border-radius:10px;"
    "padding:1.1rem 1.25rem;margin:0 0 1.25rem}\n",
    "h2{margin:0 0 .75rem;font-size:1.2rem}h3{margin:1rem 0 .2rem;font-size:1rem}\n",
    "p{margin:.25rem 0}a{color:var(--lively);overflow-wrap:anywhere}\n",
    ".quiet,.where,.reason{color:var(--quiet)}.where{font-size:.875rem;margin-top:.5rem}\n",
    ".banner{border:1px solid var(--line);border-left:5px solid var(--warn);background:var(--card);"
    "border-radius:6px;padding:.6rem 1rem;margin:0 0 1.25rem}\n",
    ".next ol{margin:0;padding:0;list-style:none}\n",
    ".next li{position:relative;padding:0 0 1rem 2.6rem}\n",
    ".next li::before{content:counter(list-item);position:absolute;left:0;top:0;width:1.75rem;"
    "height:1.75rem;line-height:1.75rem;border-radius:50%;text-align:center;font-weight:650;"
    "font-size:.9rem;background:var(--lively);color:var(--on)}\n",
    ".next li:not(:last-child)::after{content:\"\";position:absolute;left:.82rem;top:2.1rem;"
    "bottom:.35rem;width:2px;background:var(--line)}\n",
    ".next h3{margin-top:0;padding-top:.1rem}\n",
    "pre{margin:.25rem 0 .5rem;padding:.6rem .8rem;background:var(--code);border:1px solid "
    "var(--line);"
    "border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.875rem;user-select:"
    "all}\n",
    ".link{font-size:.875rem}\n",
    "code{font-family:ui-monospace,\"Cascadia Mono\",Consolas,\"DejaVu Sans Mono\",monospace}\n",
    "svg{display:block;width:100%;height:auto}\n",
    ".layers rect{fill:var(--card);fill:color-mix(in srgb,var(--tone) "
    "7%,var(--card));stroke:var(--tone);stroke-width:1.5}\n",
    ".layers .t{font-size:15px;font-weight:650;fill:var(--ink)}"
    ".layers .s{font-size:13.5px;fill:var(--tone)}\n",
    ".bar{height:14px;border-radius:7px;margin-top:1rem}.bar rect{fill:var(--tone)}\n",
    ".legend{list-style:none;margin:.6rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.15rem "
    "1.1rem}\n",
    ".mark,.state{color:var(--tone);font-weight:650}.state{white-space:nowrap}\n",
    "details{border-top:1px solid var(--line)}details:last-of-type{border-bottom:1px solid "
    "var(--line)}\n",
    "summary{display:flex;flex-wrap:wrap;gap:.1rem .75rem;padding:.5rem .25rem;cursor:pointer;"
    "align-items:baseline}\n",
    "summary .state{flex:0 0 10.5rem}summary .title{flex:1 1 16rem;font-weight:550}"
    "summary .value{flex:0 1 14rem;color:var(--quiet)}summary .severity{flex:0 0 "
    "7.5rem;font-size:.875rem;"
    "text-align:right}\n",
    "summary::before{content:\"▸\";content:\"▸\"/\"\";color:var(--quiet);width:.8rem}"
    "details[open]>summary::before{content:\"▾\";content:\"▾\"/\"\"}\n",
    "summary:hover{background:var(--code)}\n",
    ":focus-visible{outline:3px solid var(--lively);outline-offset:2px}\n",
    ".inside{padding:0 .25rem .9rem 13rem}\n",
    ".scroll{overflow-x:auto;position:relative}table{border-collapse:collapse;width:100%;font-size:"
    ".925rem}\n",
    "th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;"
    "border-bottom:1px solid var(--line)}\n",
    "thead th{color:var(--quiet);font-weight:600;font-size:.875rem}tbody th{font-weight:400}\n",
    ".more{border:0!important}.more>summary{color:var(--lively);padding-left:1.75rem}"
    ".more ol{padding-top:.75rem}\n",
    ".number{text-align:right;padding-right:1rem}\n",
    ".facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.3rem "
    "1.5rem;"
    "margin:0 0 1rem}.facts div{display:flex;gap:.6rem}.facts dt{color:var(--quiet)}.facts "
    "dd{margin:0}\n",
    "footer{color:var(--quiet);font-size:.9rem;padding-bottom:2rem!important}\n",
    ".class-head{padding:1.5rem 0 0}.class-head h1{margin:0}.class-head p{color:var(--quiet)}\n",
    ".tiles{display:flex;flex-wrap:wrap;gap:1rem;margin-top:1rem}"
    ".tile{flex:1 1 8rem;background:var(--card);border:1px solid var(--line);"
    "border-top:4px solid var(--tone);border-radius:10px;padding:.7rem 1rem}"
    ".tile b{display:block;font-size:2rem;line-height:1.1;color:var(--tone)}\n",
    ".matrix{width:auto}.matrix th,.matrix td{padding:.3rem .55rem .3rem 0}"
    ".matrix thead th{position:sticky;top:0;background:var(--card)}"
    ".cell{color:var(--tone);text-align:center;font-weight:650}.cell.good,.cell.dim{font-weight:"
    "400}"
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}\n",
    "@media screen and (max-width:52rem){.columns{grid-template-columns:minmax(0,1fr);gap:0}"
    ".overview{order:2}h1{font-size:1.35rem}.wide{padding:0 .8rem}.card{padding:.9rem}"
    ".inside{padding-left:.25rem}summary .state{flex-basis:100%}summary "
    ".severity{text-align:left}}\n",
    "@page{size:A4;margin:14mm}\n",
    "@media print{:root{--page:#fff;--card:#fff;--ink:#000;--quiet:#444;--line:#bbb;--code:#f4f4f4;"
    "--good:#176f33;--bad:#b3201a;--warn:#8a5a00;--unsure:#5f3dc4;--dim:#5b6570;--lively:#0b5cad;"
    "--on:#fff;--band-good:#176f33;--band-bad:#b3201a;--band-unsure:#5f3dc4}"
    "body{font-size:9.5pt;line-height:1.4}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".wide{max-width:none;padding:0}.verdict .wide{padding:0 6mm}.verdict{padding:5mm 0}"
    "h1{font-size:15pt}h2{font-size:12.5pt}h3{font-size:10pt}"
    ".card{border:0;padding:0;margin:0 0 6mm}"
    ".columns{display:flex;flex-direction:column;gap:0}.overview{order:-1}"
    ".overview svg.layers{max-width:105mm}"
    "h2,h3,summary{break-after:avoid}li,tr,pre,.layers{break-inside:avoid}"
    "summary{padding:1mm 0}summary .state{flex-basis:28mm}summary .severity{flex-basis:22mm}"
    "summary .title{flex-basis:60mm}summary .value{flex-basis:40mm}.link,.where{font-size:8.5pt}"
    ".inside{padding:0 0 3mm 6mm}summary::before{display:none}.inside table{font-size:8.5pt}"
    "th,td{padding:.6mm 3mm .6mm 0}"
    "details.more::details-content{content-visibility:visible;display:block}"
    ".more>summary{display:none}a{color:inherit;text-decoration:none}}\n",
    NULL};
