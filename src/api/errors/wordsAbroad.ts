/**
 * The same in German, French, Spanish, Portuguese, Italian, Russian, Japanese and Korean, for servers and gateways that answer in the
 * language of those who run them. One expression for each meaning: what it is about, and what is wrong with it, near each other. Chinese
 * stands in failureWords.ts, with the servers that are known to use it.
 */

const PROMPT = String.raw`\b(?:prompt|eingabe|nachricht|anfrage|kontext|requête|invite|entrée|contexte|entrada|mensaje|mensagem|contexto|messaggio|richiesta|contesto|input|token|jetons?)|запрос|контекст|ввод|токен|сообщени|入力|プロンプト|コンテキスト|トークン|프롬프트|입력|컨텍스트|토큰|메시지`;

const TOO_LONG = String.raw`zu (?:lang\b|groß)|überschr|trop longu?e?s?\b|dépass|demasiad[oa] larg|excede|super[ao]|longa demais|muito long|troppo lung|слишком (?:длин|больш|мног)|превыша|превыси|превышен|長すぎ|超え|超過|너무 (?:깁|길|긴|많)|초과`;

const MONEY =
	'guthaben|kontostand|solde|crédits?|saldo|créditos?|fondos|fundos|\\bcrediti\\b|\\bcredito\\b|баланс(?!ир)|средств|кредит|残高|クレジット|잔액|크레딧';

const NONE_LEFT =
	'aufgebraucht|reicht nicht|zu niedrig|nicht genügend|nicht ausreich|unzureichend|erschöpft|insuffisant|épuisé|insuficient|agotad|esgotad|insufficient[ei]|esaurit|недостаточно|исчерпан|закончил|不足|ありません|부족|소진';

const MODEL = String.raw`\bmodell|\bmodèle|\bmodelo|\bmodello|модел|モデル|모델`;

const NOT_THERE =
	'nicht gefunden|nicht verfügbar|nicht vorhanden|existiert nicht|gibt es nicht|unbekannt|introuvable|n.existe pas|indisponible|inconnu|no existe|no encontrado|no se encontró|no (?:está )?disponible|não existe|não encontrado|indisponível|non esiste|non trovato|non disponibile|не найден|не существует|недоступн|неизвестн|存在しません|見つかりません|利用できません|存在하지|찾을 수 없|존재하지|사용할 수 없';

const CONTENT =
	'inhalt|eingabe|nachricht|contenu|contenido|mensaje|conteúdo|contenut|содержани|контент|コンテンツ|内容|콘텐츠|내용';

const AGAINST =
	'richtlinie|gefiltert|anstößig|filtré|inapproprié|enfreint|politique d|inapropiad|filtrad|infringe|viola (?:la |las |nuestr|a |as |noss|le )|política|inappropriat|политик|отфильтров|недопустим|ポリシー|コンテンツが不適切|不適切なコンテンツ|フィルタ|정책|부적절|필터';

/** What was exceeded is a time, or how often one may ask: no length. */
const TIME = String.raw`zeitüber|zeitlimit|délai|temps|tiempo|tempo\b|врем|срок|минут|таймаут|timeout|時間|1分|시간|분당|запросов|pro (?:minute|tag)|par (?:minute|jour)|por (?:minuto|d[ií]a)|al minuto|в (?:час|день)`;

/** What a model may not know or not have, and be there all the same. */
const PART_OF_REQUEST =
	'param[eèéêa]|параметр|パラメータ|파라미터|매개변수|funktion|fonction|función|função|funzione|функци|機能|기능|bilder|изображени|画像|이미지';

const OFTEN =
	'anfragelimit|anfragen pro |limite de (?:requêtes|débit|taxa)|límite de (?:solicitudes|velocidad)|zu viele anfragen|trop de (?:requêtes|demandes)|demasiadas (?:solicitudes|peticiones)|muitas (?:solicitações|requisições)|troppe richieste|слишком много запросов|リクエストが多すぎ|レート制限|요청이 너무 많|속도 제한';

/** One, then the other, in either order, with little between them. */
function near(one: string, other: string): RegExp {
	return new RegExp(`(?:${one}).{0,60}(?:${other})|(?:${other}).{0,60}(?:${one})`, 'iu');
}

/** As `words`, in a text that nowhere says `other`. */
function without(other: string, words: RegExp): RegExp {
	return new RegExp(`^(?![\\s\\S]*(?:${other}))[\\s\\S]*?(?:${words.source})`, 'iu');
}

export const ABROAD = {
	tooLong: without(TIME, near(PROMPT, TOO_LONG)),
	tooOften: new RegExp(`${OFTEN}|лимит запросов`, 'iu'),
	noCredit: near(MONEY, NONE_LEFT),
	noModel: without(PART_OF_REQUEST, near(MODEL, NOT_THERE)),
	// A request may be inadmissible for any reason.
	filtered: new RegExp(
		`${near(CONTENT, AGAINST).source}|${near('запрос', 'политик|отфильтров').source}`,
		'iu',
	),
} as const;
