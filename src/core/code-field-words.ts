/** The only place for what people call a code, a recovery code, an app, a message: one pattern per meaning, stems shared by all languages. */

/** Text as the patterns expect it: lower case, accents off, full-width and other forms made plain, one space between words. */
export function plain(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.normalize('NFKC')
		.replace(/\s+/g, ' ');
}

/** `twoFactorToken`, `otp_attempt`, `user[code]` as plain words: camel case and signs become spaces. */
export function plainName(name: string): string {
	return plain(name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[^\p{L}\d]+/gu, ' '));
}

/** `whole` matches at the start of a word, `~` ends one; `anywhere` matches inside words too (compounds, scripts without spaces). */
function words(whole: string, anywhere: string): RegExp {
	return new RegExp(
		plain(`(?<![\\p{l}\\d])(?:${whole})|${anywhere}`).replaceAll('~', '(?![\\p{l}\\d])').replaceAll('\\p{l}', '\\p{L}'),
		'gu',
	);
}

const NOUN =
	'code|(?<!adgangs)kod(?!eord)|token|cod[ei][gc]|koodi|код|コード|코드|(?<![密号號])[码碼]|令牌|رمز|كود|קוד|κωδικ(?!\\S* προσ)|인증 ?번호|(?:認証|確認)番号';

/** The noun alone: proves nothing by itself. */
export const CODE = words('cod(?:i|uri)?(?:ul|le)?~|jeton|t?otp~|^tan~|ma xac', NOUN);

/** Used once: a code or a password that is. */
export const ONCE = words(
	'one[- ]?time[- ]?(?:pas|co|pin|to|se|ve)|t?otp(?:~|co)|passcode|(?:^|sms-?|m-?|push-?|photo)tan~|tek (?:kul|sef)',
	'einmal.?[pckt]|egyszer|usage unique|un ?solo us|us[oa] unic|unico us|eenmalig|jednoraz|одноразов|engangs|kertak|ワンタイム|[动動][态態][码碼口密]|일회용|לمرة|חד.פעמי',
);

/** A second factor, by name. */
export const FACTOR = words(
	'[2t]fa(?:~|c)|mfa(?:~|c)|2 ?sv~|(?:two|2|multi|second|zwei|deux|dos|doble|double|segundo|dois|duas|due|doppio|twee|iki|to|doi|hai|dua)[- ]?(?:fa[ck]t|step|stufen|schritt|etap|pas[os]|auth|fas[ie]|sta[pp]s?|asama|adim|trin|yeu|buoc|langkah)',
	'multifa[ck]t|(?:tva|dwu|dvou?|kaksi|ket)[- ]?(?:fa[kz]|steg|sk.adn|etap|stup|vaih|osai|lepcs)|дв(?:ух|о)х?(?:фактор|этап|етап|ступ)|[二2](?:段階|要素|步)|(?:2단계|이중|2차) ?인증|[两兩]步|[双雙][重因]|二次验证|多[因要]素|خطوتين|الثنائي|דו.שלבי|δυο (?:παρ|βημ)',
);

/** What a code is for: verifying, confirming, security. With CODE beside it, it's a one-time code. */
export const VERIFY = words(
	'auth|onay|guven|xac|(?:log[- ]?in|sign[- ]?in|ver|v)(?= ?code)',
	'verif|weryfik|authent|aut[eo][nr][ti][is]|conf[ei]rm|konfirm|potwierdz|bestatig|bevestig|bekr.?ft|vahvist|over[eo][nv]|godkend|todenn|uwierz|hitelesi|ellenor|potvr|dogrula|se[ck]ur|segur|sicur|sicher|beveil|bezpie?c|sakerhet|sikkerhed|turva|подтвер|провер|аутент|безоп|підтвер|перевір|безпек|認証|確認|検証|セキュ|인증|확인|보안|[验驗][证證]|校验|认证|安全|تحق|أكيد|صادق|امان|אימות|אבטח|επαληθ|επιβεβ|ταυτοτ',
);

/** How long it is. */
export const DIGITS = words(
	'(?:[4-8]|six|seis|sei|zes|sex|шести?|sest)[- ]?(?:digit|stell|ziff|chiff|c[iy]fr|cijfe|nume|hane|цифр|знач|siffr|mist|char|so~)',
	'digit|sechsstellig|[4-8]-? ?jegy|[4-8六] ?(?:桁|자리|位|ارقام|أرقام|ספר|ψηφ)',
);

/** The app that makes codes, by a name nothing else has. */
export const AUTHENTICATOR = words(
	'authenticator|authy|totp|freeotp|1password|duo mobile|authenti[a-z]* app~|(?:token|password) generator|auth app|(?:mfa|otp) device',
	'autenticador|autenticator|authentificateur|(?:authenti[cf][a-z]*|autentiserings|godkendelses|todennus)-?(?:app|sov)|aplikac[^ ]* uwierz|(?:hitelesito|auten[^ ]*) alkalm|aplicati[^ ]* de autent|аутентификатор|認証アプリ|オーセン|[验驗][证證]器|인증 ?앱|אפליקציית אימות|تطبيق المصادقة',
);

/** Any app. */
export const APP = words(
	'apps?~|appli[ck]a|apli[ck]a|ung dung|your phone~',
	'uygulama|alkalmaz|aplicati|приложени|застос|додатк|アプリ|[应應]用|앱|تطبيق|sovellu|אפליקצ|εφαρμογ',
);

/** A code that was sent, or asked to be. */
export const SENT = words(
	'sent~|re-?sen[dt]|(?:get|send|request) (?:an? |the |new |me )*[a-z]* ?(?:code|otp)|sms|text(?:ed| mess)|e-?mailed|check your (?:e?-?mail|inbox|phone)|not? (?:receive|get)|.{3,5}n.t (?:receive|get)|whats ?app|(?:e-?mail|phone|mobile|sms)[a-z]* ?(?:(?:verif|conf)[a-z]* ?)?(?:otp|code)|[me] ?otp~|verify (?:your )?e-?mail|(?:via|by|to your) e-?mail|gonder|invia|wys.a',
	'gesendet|geschickt|zugesa|gemailt|per mail|envoy|enviad|enviam|reenvi|inviat|rinvi|estuurd|verzond|отправ|высла|присла|смс|надісл|送信|お送り|届|발송|전송|보냈|문자|[发發]送|[获獲]取|短信|已发|簡訊|傳送|رسل|رسال|skicka|sendt|lahet|zasla|odesla|posla|שלח|kuld|trimis|kirim|στειλ|[*•x×]{2,}[- ]?\\d{2,4}(?!\\d)|\\w[*•]{2,}[^ ]*@',
);

const SPARE =
	'recover[a-z]*|rec[uo]pe?|back[- ]?up|rescue|scratch|emergenc|lookup|wiederherst|ersatz|notfall|reserve?-?(?=[ck]od)|secours|sauvegarde|urgence|respaldo|ripristin|riserva|herstel|nood|zapas|odzysk|awaryj|obnov|zalozn|kurtarma|yedek|резерв|запасн|восстан|віднов|aterst|gendan|gjenoppr|palautus|vara|rezerv(?:a~|n)|pemulih|cadang|du phong|khoi phuc|helyreall|tartalek|バックアップ|リカバリ|回復|復旧|予備|백업|복구|예비|恢[复復]|[备備][用份]|استرداد|احتياط|استعادة|גיבוי|שחזור';

/** A recovery code, whatever it is called. */
export const RECOVERY = words(
	'(?:recovery|backup|emergency) key|lookup secret|static token',
	`(?:${SPARE})[^ ]{0,9}[- ]?(?:[^ .,]{3,} )?(?:${NOUN}|otp)|(?:${NOUN}|cle|cod|ma)[^ ]{0,5} (?:d[aei] |pro |ال)?(?:${SPARE})`,
);

/** Never a code of ours, whatever else is said: coupons, places, devices, keys, answers. */
export const FOREIGN = words(
	'coupon|promo|voucher|gift|discount|refer|invit|zip|post ?(?:al|code)|plz~|iban|swift|sort ?code|country|area ?code|bar ?code|qr ?code~|source|product|licen[cs]e|activation|(?:user|device|connect|pair[a-z]*|customer|member|access|join|team|meeting|game|authority)[a-z]* ?(?:code|pin|pass)|(?:api|access|bearer|bot|client) ?(?:token|key|secret)|web ?hook|ssn|social sec|birth|number of digits|(?:code|token|otp) (?:length|life|period|ttl)|t?otp issuer|search|filter|amount|security (?:answer|question)|gutschein|rabatt',
	'邀[请請]|优惠|邮|郵|招待|クーポン|초대|쿠폰|промокод|купон|индекс',
);

/** Another thing to fill in, by its name. */
export const OTHER = words(
	'user|login~|e ?mail|phone|mobile|tel~|[a-z]* ?name~|pass~|pass(?:word|wd|phrase)|pwd|address|city|subject|message|question|date~|account~|q~',
	'telefon|passwort|kennwort',
);

/** A personal number that stays the same, or letters to copy from a picture. */
export const LASTING = words(
	'pins?~|auth[a-z]* token|pin ?code|nip~|check ?code|valid(?:ate|ation)? ?code|(?:characters|letters|text|code|numbers|digits|word)s? .{0,20}(?:image|picture|below)~|(?:image|img|picture) ?(?:code|text|auth|verif)|auth ?img',
	'暗証番号|пин-?код|captcha|[图圖][形片]|看不清|画像|капч|картинк',
);

/** Business whose own codes are called by the same names: paying with a card, booking a journey. */
export const CARD = words(
	'booking|itinerary|pnr~|gift ?card|cv[vc]|csc~|(?:credit|debit|name on|pay with) card|card ?(?:number|holder|details)|expir[a-z]* ?(?:date|month)|mm ?/ ?yy|back of (?:your|the) card|cc ?(?:num|exp)',
	'kartennummer|номер карты|カード番号|卡号',
);

/** A set-up page: the code is asked for to confirm. */
export const SET_UP = words(
	'scan|qr|set ?up|enable|activate|configure|einricht|numeris|escan',
	'otpauth:|скан|スキャン|스캔|扫[描码]|掃描|امسح|skann?',
);
