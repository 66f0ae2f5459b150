/** The only place for what people call a code, a recovery code, an app, a message: one pattern per meaning, stems shared by all languages. */

/** Text as the patterns expect it: lower case, accents off, Cyrillic in Latin letters, full-width and other forms made plain, one space between words. */
export function plain(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[\u0300-\u036f\u064b-\u0655]/g, '')
		.normalize('NFKC')
		.replace(/[а-ќ]/g, (c) => 'abvgdezziiklmnoprstufhccssaiieuaeedgesiijlnck'.charAt(c.charCodeAt(0) - 1072))
		.replace(/\s+/g, ' ');
}

/** `twoFactorToken`, `otp_attempt`, `user[code]` as plain words: camel case and signs become spaces. */
export function plainName(name: string): string {
	return plain(name.replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$& ').replace(/[^\p{L}\d]+/gu, ' '));
}

/** `whole` matches at the start of a word, `~` ends one; `anywhere` matches inside words too (compounds, scripts without spaces). */
function words(whole: string, anywhere = ''): RegExp {
	return new RegExp(
		`(?<![\\p{L}\\d])(?:${whole})${anywhere && `|${anywhere}`}`.replaceAll('~', '(?![\\p{L}\\d])'),
		'gu',
	);
}

const NOUN =
	'(?:pass)?code|(?<!adgangs)ko[odð](?!eord)|token|cod[ei][gc]|tunnuslu|コード|トークン|코드|토큰|令牌|توکن|belirtec|(?<![密号號])[码碼]|رمز|شفر|[كک]و?د|קוד|κωδικ(?![^ ]* προσ)|कोड|รหัส(?!ผ่าน)|인증 ?번호';

/** The noun alone: proves nothing by itself. */
export const CODE = words('cod(?:i|uri)?(?:ul|le)?~|jeton|t?otp~|^tan~|nhap ma~|ma (?:xac|otp|du|khoi)', NOUN);

/** Used once: a code or a password that is. */
export const ONCE = words(
	'(?:one|single)[- ]?(?:time|use)[- ]?(?:pas|co|pin|to|se|ve)|t?otp(?:~|co)|(?:^|sms-?|m-?|push-?|photo)tan~|tek (?:kul|sef)|mot lan|sekali (?:pak|gun)',
	'einmal.?[pckt]|(?<!meg ?)egyszer|monouso|uhekord|usage unique|un ?solo us|d.un .{0,6}us~|us[oa] unic|unica fol|eenmalig|dnoraz|enkrat|ednokrat|engangs|kertak|vien(?:kart|reiz)|ワンタイム|[動动][态態]|一次性|[일1]회용|لمرة|یکبار|חד.פעמי|ओटीपी|वन.टाइम|μιας.χρησ',
);

/** A second factor, by name. */
export const FACTOR = words(
	'(?:two|[2t])fa(?:~|c)|mfa(?:~|c)|to[- ]?(?:fa[ck]t|trin)|(?:two|2|multi|second|zwei|deux|segundo|d[ou][a-z]+|twee|iki|hai)[- ]?(?:fa[ck]t|step|stufen|schritt|etap|pas[os]|auth|fas[ie]|stap|asama|adim|trin|yeu|buoc|langkah)|d[vw][^ ]{0,3} ?(?:fa|krok|st[ue]p|etap|urov|sk.ad)',
	'multifa[ck]t|(?:tva|kaksi|ket|kahe|div)[- ]?(?:fa[kz]|steg|osai|vaih|lepcs|astm)|[二2两兩双雙多][段要步重因]|2단계|이중|خطوتين|الثنايي|دو ?(?:مرحل|عامل)|דו.שלבי',
);

/** What a code is for: verifying, confirming, security. With CODE beside it, it's a one-time code. */
export const VERIFY = words(
	'auth|onay|guven|xac|(?:(?:log|sign)[- ]?in|ver|v|sms|e[- ]?mail)(?=[- ]?code)',
	'[vw]er[iy]f[iy]|a[uv]t[eho]{0,2}(?:nt|ri[sz])|[ck]onf[ei]rm|potwierdz|be(?:sta|ves)tig|bekr.?ft|vahvist|over[eo][nv]|godkend|todenn|uwierz|hitelesi|ellenor|p[io][dt]?tv[ae]?r|dogrula|se[ck]ur|segur|sicur|sicher|beveil|be[zs]o?p[ie]|s.kk?erhe[dt]|turva|prover|perevir|[証证證]|確認|ログイン(?=コード)|セキュ|인증|확인|보안|安全|تحق|اكيد|تایید|هویت|صادق|אימות|επαληθ|επιβεβ|ταυτοτ|ยืนยัน|सत्याप|प्रमाण|सुरक्ष',
);

/** How long it is. */
export const DIGITS = words(
	'(?:[4-8]|six|seis|sei|zes|sex|sechs|s[eh]+st[^ ]{0,2})[- ]?(?:digit|stell|ziff|chiff|c[iy]fr|cijfe|nume|hane|zna[ck]|siffr|mist|char|so~)',
	'digit|[4-8]-? ?(?:szam)?jegy|(?<!\\d)[4-8六] ?(?:桁|자리|位)',
);

/** The app that makes codes, by a name nothing else has. */
export const AUTHENTICATOR = words(
	'a[uv]th?enti[a-z]*(?:tor|dor|teur)|[th]otp|(?:token|password|code)[- ]?generator|generator (?:token|[ck]od)|a[uv]th?[a-z]*[- ]?ap[pl]|ap+(?:li?[kc][a-z]*)? (?:[^ ]{1,4} )?(?:d.)?(?:a[uv]th?en|uwierz|over)',
	'freeotp|google ?auth|gauth|[证證](?:器|程|[应應]用)|認証アプリ|인증 ?앱|谷歌验|구글 ?otp|google (?:code|otp)',
);

/** Any app. */
export const APP = words(
	'apps?~|app?li[ck]a|ung dung|your phone~',
	'uygulama|alkalmaz|prilozen|zastos|アプリ|[应應]用|앱|تطبيق|sovellu',
);

/** Where a message goes: an address or a number shown on the page. */
export const ADDRESS = /[^ ]@[^ ]+\.|\+\d[-\d ()*x]{6,}/;

/** A code that was sent, or asked to be. */
export const SENT = words(
	'sent~|re-?sen[dt]|calling|phone call|soitam|rufen|appelons|llamando|dzwoni|zvoni|(?:get|send|request) (?:an? |the |new |me )*[a-z]* ?(?:code|otp)|text(?:ed| mess)|e-?mailed|check your (?:e?-?mail|inbox|phone)|(?:not?|.{3,5}n.t) (?:receive|get)|(?:e-?mail|phone|mobile|sms)[a-z]* ?(?:(?:verif|conf)[a-z]* ?)?(?:otp|code)|(?:via|by|(?:verify|to) your) e-?mail|gonder|invia|wys.[al]|gui (?:lai|den|toi)|send kode',
	'sms|code (?:you |that |have |just )*received|recibi[od]|ricevut|erhalten|poluc[ei]n|收到|받은|भेज|پیامک|ge(?:send|schick)|erneut send|envoy|envia[dmt]|re-?envi|inviat|rinvi|estuur|verzond|otprav|visla|prisla|nadisl|i[zs]pra[ts]|saatsi|saadet|nosut|issiu|送[信り]|[发發寄傳]送|届|[발전]송|보냈|문자|[获獲]取[^一]{0,4}[码碼]|短信|簡訊|رسل|رسال|skick|sendt|lahet|zasla|od[eo]sla|posa?l[aj]|שלח|kuld|trimi[st]|kirim|στειλ|σταλ|ส่ง|[*•x×]{2,}[- ]?\\d{2,4}(?!\\d)|\\w[*•]{2,}[^ ]*@',
);

/** Mail, where it is said. */
export const MAIL = words(
	'e-?posta?~|inbox',
	'mail|ایمیل|מייל|อีเมล|ईमेल|posteingang|messagerie|correo|sahkopost|poct|imeil|メール|메일|[邮郵]件|信箱|بريد',
);

const SPARE =
	'recover|rec[uo]pe?|back[- ]?up|rescue|scratch|emergen|lookup|wiederherst|ersatz|notfall|reserve?-?(?=[ck]od)|secours|sauvegarde|urgence|respaldo|ripristin|riserva|herstel|nood|zapas|odzysk|awaryj|obnov|zalozn|kurtarma|yedek|vosstan|vidnov|aterst|gendan|gjenoppr|sikkerhetsko|palautus|vara(?!us)|rezerv(?:a~|e?n|es~)|pricuvn|oporav|pemulih|cadang|du phong|khoi phuc|(?:hely|vi)[^ ]+all|tartalek|atsarg|varu(?=kood)|sandar|afrit|バックアップ|リカバリ|回復|復旧|予備|백업|스크래치|복구|예비|恢[复復]|[备備][用份援]|استرداد|احتياط|استعاد|النسخ|استرجاع|بازیاب|پشتیبان|גיבוי|שחזור|εφεδρ|ανακτ|กู้คืน|สํารอง|बैकअप|रिकवरी|पुनर';

/** A recovery code, whatever it is called. */
export const RECOVERY = words(
	'(?:recovery|backup|emergency|personal) key|lookup secret|static token|(?:[2t]fa|mfa|otp|factor) (?:backup|recovery|scratch)',
	`(?:${SPARE})[^ ]{0,9}[- ]?(?:[^ .,]{3,} )?(?:${NOUN}|otp)|(?:${NOUN}|cle|cod|ma)[^ ]{0,5} +(?:(?:d.|مص)[^ ]{3,} )?(?:d[aei] |pro |ال|های )?(?:${SPARE})|(?:${NOUN})(?:สํารอง|กู้คืน)`,
);

/** Never a code of ours, whatever else is said: coupons, places, devices, keys, answers. */
export const FOREIGN = words(
	'[ck]oupon|kupon|promo|voucher|gift|discount|refer|invit|zip|post ?(?:al|code)|plz~|iban|swift|country|source|product|licen|activation|(?:sort|area|bar|qr|user|device|connect|pair[a-z]*|customer|member|join|room|session|share|job|school|vote|poll|team|class|course|group|event|partner|meeting|game|authority)[a-z]* ?(?:code|pin|pass)|(?:api|access|bearer|auth|bot|client) ?(?:token|key|secret)|(?:t?otp|2fa|authenticator)[- ]?(?:key|secret|seed|geheim|s?chl?usse|sleutel|nyckel|n.k+el|avain|anahtar|kl[iu]c)|(?:cle|clave|chiave|chave|klu?i?cz?) (?:t?otp|2fa)|web ?hook|ssn|birth|puk~|issuer|search|gutschein|indeks|poczto|odbior|pick-?up|sitzung',
	'邀[请請]|优惠|招待|초대|取件|[邮郵](?:[编編便政递遞区區])',
);

/** How many, how long: a setting about codes, not a code. */
export const QUANTITY = words(
	'number of|max~|count(?:er)?~|seed|serial|window|length|longitud|longueur|lunghezza|comprimento|lengte|lange~|minutes|seconds|attempts|period',
	'dlin[aiu]~|长度|長度|長さ|길이',
);

/** Another thing to fill in, by its name. */
export const OTHER = words(
	'user|login~|e ?mail|phone|mobile|tel(?:efon|~)|[a-z]* ?name~|pass(?!c)|pwd|secret~|[^ ]+ key~|address|city|question|descri|comment|alias|date~|account~|q$',
);

/** A name whose last word is another thing, a factor's: `mfa_phone`, `otp_len`, `totp_secret`. */
export const FACTORS = words(
	'(?:t?otp|[a-z2]*fa|factor) ?(?:phone|mobile|e?mail|name|label|descr|device|channel|method|type|key|seed|secret|serial|count|fail|len|time|shift|window)[a-z]*(?! [a-z]* ?(?:code|otp|token))',
);

/** What a token, a device or a key is called, not what it says. */
export const TITLE = words(
	'(?:token|code|device|key|app)[- ]?(?:name|descr|label|serial)|(?:nome|nombre|nom) d|naam van|name (?:of|for|your|this)|nazw[aey] (?:tok|urz)|nazev (?:tok|zar)',
	'[码牌碼]的?名[称稱]|命名|トークン名|デバイス名',
);

/** Where a code is to be sent. */
export const WHERE = words("(?:phone|mobile|number|e-?mail).{0,30}(?:to (?:receive|get)|will|'ll)");

/** A personal number that stays the same, or a code of a machine. */
export const LASTING = words(
	'm?pins?~|(?:current|new|old) passcode|access ?code|person[^ ]* [ck]od|(?:cod[^ ]*|clave) se[cg]ret|apis?~|bearer|tv~|auth[a-z]* token|pin-? ?[ck]od|check ?code(?! code)|(?:create|choose|set)(?: up)? (?:an?|your) (?:[^ ]+ )?(?:pass)?(?:code|pin)',
	'暗証番号|televi[sz]',
);

/** Letters to copy from a picture. */
export const PICTURED = words(
	'(?:character|letter|text|number|word)s? .{0,20}(?:picture|below)~|im(?:age?|magin|g)',
	'captcha|seccodev|[图圖][形片]|画像|kapc|kartink|obraz[ek]',
);

/** Business whose own codes are called by the same names: paying with a card, booking a journey. */
export const CARD = words(
	'booking|pnr~|gift ?card|cv[vc]|csc~|(?:credit|debit) card|card ?(?:number|holder|details)|mm ?/ ?yy|back of (?:your|the) card|cc ?(?:num|exp)',
	'カード(?:番号|裏)',
);

/** A set-up page: the code is asked for to confirm. */
export const SET_UP = words('qr|set ?up|enable|activate|configure|einricht', 's[ck]an|スキャン|스캔|扫[描码]|掃描');
