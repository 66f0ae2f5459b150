/** The only place for what people call a code, a recovery code, an app, a message: one pattern per meaning, shared by all languages. */

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

/** `whole` matches at the start of a word, `~` ends one; `anywhere` matches inside words too (compounds, CJK). */
function words(whole: string, anywhere = ''): RegExp {
	const source = `(?<![\\p{L}\\d])(?:${plain(whole)})${anywhere && `|${plain(anywhere)}`}`;
	return new RegExp(source.replaceAll('~', '(?![\\p{L}\\d])'), 'u');
}

/** The noun alone: proves nothing by itself. */
export const CODE = words(
	'cod(?:ul)?!|jeton|token|t?otp|ma (?:xac|bao)',
	'(?<!bar)code|(?<!adgangs)kod(?!eord)|codig|codic|κωδικ|код(?!ир)|コード|코드|(?<![密号號条條编編])[码碼]|认证口令|令牌|رمز|كود|کد|קוד|कोड|รหัส(?!ผ่าน)',
);

/** Used once: a code or a password that is. */
export const ONCE = words(
	'one[- ]?time[- ]?(?:pass|code|pin|token|secur|verif|auth)|t?otp~|otp ?code|tek (?:kullan|sefer)|single[- ]use (?:code|pass)|passcode|mat khau mot lan',
	'einmal[- ]?(?:code|pass|kenn|pin)|usage unique|un solo us|unico us|us[oa] unic|utilizacao unica|eenmalig|jednoraz|одноразов|engangs|kertakayt|unica folosin|egyszer haszn|ワンタイム|一次性|动态(?:码|口令|密)|動態(?:碼|密)|일회용|لمرة واحدة|חד.פעמי',
);

/** A second factor, by name. */
export const FACTOR = words(
	'[2t]fa~|mfa~|[2t]fa ?code|mfa ?code|2 ?sv~|(?:two|2|multi)[- ]?(?:factor|step)|second factor|(?:zwei|2)[- ]?(?:faktor|stufen|schritt)|(?:deux|2) (?:facteurs|etapes)|double (?:facteur|authen)|(?:dos|2) (?:factores|pasos)|(?:doble|segundo) factor|(?:dois|2) (?:fatores|passos)|(?:duas|2) etapas|(?:due|2) (?:fattori|passaggi|fasi)|doppio fattore|(?:iki|2)[- ](?:faktor|asama|adim|etken|etap)|to[- ]?(?:faktor|trin)|(?:hai|2) (?:yeu to|buoc|lop)|(?:dua|2) (?:faktor|langkah)|doi (?:factori|pasi)|guard code',
	'multifa[ck]t|tvafaktor|tva[- ]steg|twee[- ]?(?:staps|factor|stap)|dwu(?:sk.adnik|etap|stopn)|дв[ух]+х?(?:фактор|этап|ступен)|дво(?:фактор|етап|ступен)|kaksi(?:vaih|osai|tekij)|dvoj?u?(?:faz|faktor|stup|krok)|ketfaktor|ketlepcs|[二2]段階|[二2多]要素|2단계|이중 ?인증|2차 ?인증|[两兩]步|[双雙]重|[双雙]因|二次验证|两因素|二步|多因[素子]|ثنائي|خطوتين|عاملين|דו.שלבי|δυο παραγ|δυο βημ|สองขั้น|2 ขั้น',
);

/** What a code is for: verifying, confirming, security. With CODE beside it, it's a one-time code. */
export const VERIFY = words(
	'auth|aut(?:h?ent|oris)|onay|guvenlik|otp|xac (?:minh|thuc|nhan)|bao mat|login|log ?in|sign ?in|ver ?(?=code)|v ?(?=code)',
	'verif|weryfik|authent|autent|confirm|conferm|konfirm|potwierdz|bestatig|bevestig|bekraft|bekraef|vahvist|overov|overen|potvrz|dogrula|secur|segur|sicur|sicher|beveilig|bezpiecz|sakerhet|sikkerhed|turva|bezpec|подтвер|провер|аутент|безопасн|підтвер|перевір|безпек|認証|確認|検証|セキュリティ|인증|확인|보안|验证|驗證|校验|认证|安全|تحقق|تاكيد|تأكيد|مصادقة|امان|أمان|אימות|אבטחה|επαλ|επιβεβ|ασφαλ|ยืนยัน|सत्यापन|megerosit|ellenorz|hitelesit|biztonsag',
);

/** How long it is. */
export const DIGITS = words(
	'(?:[4-8]|four|five|six|seven|eight|seis|six|sei|sechs|zes|sex|cetyri|sest|szesc|alti|шест[иь]?)[- ]?(?:digit|stellig|ziffer|chiffre|cifr|numer|haneli|basamak|цифр|значн|siffr|numero|mistn|cijfer|cyfr|position|char|so~)|xxx ?xxx~|шестизнач|kuusinumer',
	'[4-8] ?(?:桁|자리|位|ارقام|أرقام|ספרות|หลัก|ψηφ)|sechsstellig|[六6]桁|六位',
);

/** The app that makes codes. */
export const APP = words(
	'authenticator|autenticador|autenticator|authentificateur|authenticatie|authentifizier|authy|auth app|(?:authentication|verification|security|two[- ]factor|2fa|otp|token|code)[- ](?:authentication )?(?:app|device|generator)|t?otp app|(?:google|microsoft) auth|1password|bitwarden|freeotp|aegis|duo mobile|mfa (?:device|token)|totp|app d[eio]|aplicacion|aplicativo|applicazione|application (?:d|mobile)|aplikasi|ung dung',
	'authenticator|aplikacj|aplikac|uygulama|приложени|застосун|додатк|認証アプリ|認証システム|オーセンティケ|アプリ|验证器|驗證器|驗證應用|验证应用|验证 ?app|인증 ?앱|앱에|앱의|인증기|تطبيق|autentisering|godkendelses|todennus|todentaja|tunnistautumis|אפליקצ|εφαρμογ|แอป',
);

/** A code that was sent, or asked to be. */
export const SENT = words(
	"sent~|we(?:'ve| have|'ll| will)? (?:just )?(?:sent|send|text|e-?mail)|re-?send|send (?:me |a |the )?(?:new |another )?(?:code|otp)|get (?:the |a )?(?:verification )?(?:code|otp)|request (?:new )?code|sms|text(?:ed| message)|e-?mailed|check your (?:e-?mail|inbox|phone|messages)|didn.t (?:receive|get)|not receive|whats ?app|(?:e-?mail|phone|mobile)[a-z]*(?: verification| confirmation)? (?:otp|code)|m ?otp~|e ?otp~|your (?:e-?mail|inbox|mobile|phone)|correo|e-mailadres|gonder|invia|wys.a|trimis|gui~|da gui|kirim",
	'gesendet|geschickt|zugesandt|zugesendet|gemailt|per mail|envoy|enviad|enviam|reenvia|inviat|rinvia|verstuurd|gestuurd|verzonden|opnieuw (?:ver|st)|отправ|высла|присла|смс|почт|надісла|送信|お送り|送りま|届|メール|전송|발송|보냈|재전송|문자|发送|發送|获取|短信|已发|邮箱|手机|簡訊|傳送|أرسل|ارسل|إرسال|ارسال|رسالة|skicka|sendt|lahet|zaslal|odesla|poslal|שלחנו|נשלח|στειλ|ส่ง|elkuld|(?:\\*|•|x|×){2,}[- ]?\\d{2,4}(?!\\d)|\\w\\*{2,}\\S*@',
);

/** A recovery code, whatever it is called. */
export const RECOVERY = words(
	'(?:recover|back[- ]?up|rescue|scratch|emergency|fallback|lookup)[a-z]*[- ]?(?:[a-z]+ )?(?:code|token|secret|otp)|(?:recovery|backup) key|(?:codes?|cles?) de (?:recup|secours|sauvegarde|restaur|urgence)|codigos? (?:de )?(?:recup|respaldo|reserva|emergencia|backup|copia)|codic[ei] (?:di )?(?:recup|backup|ripristin|riserva|emergenza)|kod[a-z]* (?:zapas|odzysk|awaryj|obnov|pro obnov)|(?:kurtarma|yedek) kod|(?:резервн|запасн|авариин)\\S* код|код\\S* (?:восстан|віднов|резерв)',
	'(?:wiederherstellungs|ersatz|notfall|reserve|sicherungs|back-?up|herstel|nood|aterstallnings|reserv|aterhamtnings|gendannelses|gjenopprettings|nod|palautus|vara|varmuus)[- ]?(?:code|kod|kood)|zapasow\\S* kod|(?:zalozn|obnovovac|nahradn|zachrann)\\S* kod|(?:バックアップ|リカバリー?|回復|復旧|予備|復元)(?:用|の)?(?:確認|認証)?コード|(?:백업|복구|예비) ?(?:코드|인증)|(?:恢复|备用|备份|恢復|備用|備份|復原|救援|应急)\\S{0,2}[码碼]|(?:رمز|رموز|كود) (?:ال)?(?:استرداد|احتياط|استعادة|نسخ)|קוד\\S* (?:גיבוי|שחזור)',
);

/** Never a code of ours, whatever else is said: coupons, cards, places, captchas, devices, keys. */
export const FOREIGN = words(
	'coupon|promo|voucher|gift|discount|referr|invit|zip|postal|post ?code|plz~|cep~|cvv|cvc|csc~|cvn|card|iban|swift|bic~|sort ?code|routing|country ?code|dial|area ?code|captcha|kaptcha|bar ?code|source ?code|product|item|order|track|serial|sku|licen[cs]e|activation|activat|user ?code|device ?code|pairing|client|secret|api~|ssn|tax|vat~|birth|search|amount|price|qty|quantity|embed|short ?code|status ?code|error ?code|iso~|course|class ?code|store|branch|agent|dealer|room|meeting|game|redeem|gutschein|rabatt|aktions|codigo postal|code postal|cap~|kortingscode|kupon|check ?code|valid(?:ate|ation)? ?code|image|img|picture|security (?:answer|question)|characters (?:shown|in)|access ?(?:code|key)|customer|member|company|colou?r|language|currency|vin~|ean~|isbn|upc~|npa~|dni~|cpf|html|share|join|team code|partner|affiliate|sponsor|campaign|offer|tan~ ?list|website|url~|pin~|pin ?code|nip~',
	'邀请|邀請|优惠|優惠|折扣|邮编|郵遞|邮政|图形|圖形|图片|招待|クーポン|郵便|画像|暗証|初대|초대|쿠폰|우편|промокод|купон|индекс|капч|картинк|пригла|почтовы|zaproszen|rabatow|pocztow|posta kodu|indirim|davet|postnummer|postnr|postinumero|psc~|slevov|pozvanka|بريدي|قسيمة|الدعوة',
);

/** Another thing to fill in, unless the same label also says that it is a verification code. */
export const OTHER = words(
	'user|login~|log ?in~|e-?mail|phone|mobile|tel~|cell~|(?:first|last|full|device|display|your|nick) ?name|name~|nom~|nombre|nome~|vorname|nachname|address|adresse|direccion|street|city|state|company|subject|message|comment|url|answer|question|age~|date|day~|month|year|hour|minute|account|konto|compte|cuenta|number|nummer|numero|id~|key~|note|title|description|benutzer|usuario|utilisateur|utente|gebruiker|kullanici|uzytkownik|handy|telefon|telefono|ime~|gsm~',
	'логин|почт|имя|телефон|фамил|名前|氏名|電話|メール|ユーザー|名称|設備|邮箱|手机号|姓名|用户|帐号|账号|電子郵件|아이디|이메일|전화|이름|휴대|البريد|الهاتف|اسم|jmeno|nimi|navn|namn',
);

/** A lasting password. */
export const PASSWORD = words(
	'pass~ ?(?:phrase|word)?|passw|pwd|passphrase|parola|sifre|clave~|haslo|has.o~|jelszo|parole|senha|pw~|pass~',
	'password|passwort|kennwort|contrase|mot de passe|wachtwoord|парол|パスワード|비밀번호|密[码碼]|口令|losenord|kodeord|adgangskode|passord|salasana|heslo|סיסמ|كلمة|συνθηματ|รหัสผ่าน|mat khau',
);

/** A set-up page: the code is asked for to confirm. */
export const SET_UP = words(
	'scan|qr|set ?up|setup key|enable|activate|configure|can.t scan|einricht|scann|numeris|escane|scansion|skan|tara~|taray',
	'otpauth:|сканир|скану|スキャン|스캔|扫描|掃描|扫码|מסח|امسح|naskenuj|skann',
);
