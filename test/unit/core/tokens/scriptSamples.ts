/** Texts of our own in many scripts. The weights of the estimate were fitted to others: these had no part in it. */
export const SCRIPT_SAMPLES: Readonly<Record<string, string>> = {
	English: `The ferry leaves at half past six, and the last bus back from the harbour goes a little before midnight. Bring
a warm coat, because the wind on the upper deck is colder than you would think in June. If you miss the boat, the woman in the
ticket office knows a fisherman who takes people across for a few coins and a story. My grandfather used to say that the island
is a different place in every kind of weather, and that you have to see it in fog at least once before you may call it yours.`,
	German: `Die Straßenbahnhaltestelle vor dem Krankenhaus wurde wegen Bauarbeiten verlegt, deshalb müssen Besucher zurzeit
etwas weiter laufen. Bitte beachten Sie die Hinweisschilder und planen Sie genügend Zeit ein. Wer schlecht zu Fuß ist, kann den
kostenlosen Fahrdienst rufen; die Nummer steht auf der Rückseite Ihrer Einladung. Wir entschuldigen uns für die Unannehmlichkeiten
und hoffen, dass die neue Haltestelle bis zum Frühling fertig wird.`,
	'German compounds': `Donaudampfschifffahrtsgesellschaftskapitän, Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz,
Kraftfahrzeughaftpflichtversicherung, Arbeitsunfähigkeitsbescheinigung, Grundstücksverkehrsgenehmigungszuständigkeit,
Geschwindigkeitsbegrenzung, Lebensmittelunverträglichkeit, Wohnungsbaugenossenschaft, Straßenverkehrszulassungsordnung,
Bundesausbildungsförderungsgesetz, Eisenbahnknotenpunkthinundherschieber, Nahrungsmittelverarbeitungsmaschine`,
	French: `Le petit train qui monte jusqu'au col ne roule qu'en été, et il vaut mieux réserver sa place plusieurs semaines à
l'avance. En haut, on trouve une auberge tenue par deux sœurs qui préparent une soupe aux orties dont tout le monde parle dans la
vallée. Si le ciel est dégagé, on aperçoit la mer derrière les collines ; sinon, on s'assoit près du poêle et l'on écoute le vent
qui siffle sous la porte. N'oubliez pas de redescendre avant la nuit, car le sentier n'est pas éclairé.`,
	Spanish: `Mi vecina cultiva tomates en la azotea y siempre regala más de los que vende. Dice que el secreto está en regarlos
muy temprano, cuando la ciudad todavía duerme, y en hablarles con cariño. El año pasado perdió la mitad de la cosecha por el
granizo, pero no se desanimó: compró una red, pidió ayuda a los niños del edificio y volvió a empezar desde cero.`,
	Portuguese: `A oficina do meu tio fica numa rua estreita onde quase não passam carros. Ele conserta relógios antigos e não tem
pressa nenhuma, o que às vezes irrita os clientes. Quando alguém reclama, responde que um relógio que esperou oitenta anos pode
muito bem esperar mais uma semana. No fim, todos saem satisfeitos e quase sempre voltam com outro relógio.`,
	Italian: `Ogni domenica mattina il mercato del pesce riempie la piazza di voci e di profumi. I pescatori arrivano prima
dell'alba, sistemano le cassette sul ghiaccio e litigano sul prezzo delle seppie. Verso mezzogiorno non resta quasi più nulla, e i
gatti del quartiere si radunano sotto i banchi aspettando la loro parte.`,
	Dutch: `Als het hard genoeg vriest, gaan de scholen een dag dicht en staat het hele dorp op het ijs. Mijn zus verkoopt dan
warme chocolademelk uit een oude melkbus, en mijn broer slijpt schaatsen voor iedereen die het vraagt. Het gebeurt niet vaak meer;
de laatste keer was elf jaar geleden, en toch ligt alles in de schuur nog klaar.`,
	Swedish: `Stugan ligger längst ut på udden och går bara att nå med båt eller till fots när vattnet är lågt. Vi åker dit i
början av juli, plockar blåbär, lagar nät och låter bli att titta på klockan. På kvällarna hörs bara måsarna och den gamla
fotogenlampan som väser svagt i fönstret.`,
	Finnish: `Sauna lämmitetään iltapäivällä, ja siihen mennessä puut on pilkottava ja vesi kannettava kaivolta. Lapset juoksevat
laiturilta suoraan järveen, vaikka vesi on vielä kylmää. Isoäiti istuu kuistilla, kutoo sukkia ja kertoo samat tarinat kuin joka
kesä, eikä kukaan pyydä häntä lopettamaan.`,
	Hungarian: `A nagymamám kertjében minden őszel több dió terem, mint amennyit meg tudunk enni. Zsákokba gyűjtjük, a padláson
szárítjuk, és karácsonykor mindenki kap belőle egy keveset. Az unokatestvéreim szerint a legjobb diós sütemény mégis az, amelyiket
még melegen, a tepsiből lopjuk el a konyhában.`,
	Polish: `W starym młynie nad rzeką urządzono bibliotekę, w której można wypożyczać nie tylko książki, lecz także narzędzia
ogrodnicze. Bibliotekarka zna wszystkich z imienia i pamięta, kto pożyczył drabinę i nigdy jej nie oddał. Zimą, gdy woda zamarza,
dzieci ślizgają się tuż pod oknami czytelni, a ich śmiech słychać aż na drugim brzegu.`,
	Czech: `Když začne padat první sníh, vytáhneme ze sklepa sáňky a namažeme skluznice voskem. Nejlepší kopec je za kostelem,
protože se na něm nejezdí autem a dole je dost místa na zastavení. Babička nám vždycky přibalí čaj s citronem a připomene, abychom
se vrátili dřív, než se úplně setmí.`,
	Romanian: `În satul bunicilor mei, fântâna din mijlocul uliței este locul unde se află toate veștile. Femeile vin dimineața
cu găleți, bărbații seara cu caii, iar copiii oricând, pentru că acolo se întâmplă mereu ceva. Anul trecut s-a stricat roata și
tot satul a pus mână de la mână ca să fie reparată înainte de sărbători.`,
	Turkish: `Dedemin küçük dükkânı çarşının en serin köşesindeydi ve yazın herkes oraya bir bardak soğuk ayran içmeye gelirdi.
Duvarda asılı eski saat her zaman on dakika geri kalırdı, ama kimse düzeltmeye kıyamazdı. Akşamları kepenkleri indirirken bana o
günün hikâyesini anlatır, sonra birlikte eve yürürdük.`,
	Vietnamese: `Mỗi buổi sáng, bà tôi gánh hai thúng rau ra chợ từ khi trời còn tối. Bà bán hết hàng trước bảy giờ, rồi mua cho
chúng tôi một gói xôi nóng bọc trong lá chuối. Những hôm trời mưa, con đường đất trơn trượt và bà phải đi thật chậm, nhưng chưa
bao giờ bà nghỉ một phiên chợ nào. Bây giờ tôi sống ở thành phố, vẫn nhớ mùi khói bếp và tiếng guốc của bà trên sân gạch.`,
	Indonesian: `Setiap sore, anak-anak kampung berkumpul di lapangan dekat sungai untuk bermain layang-layang. Mereka membuatnya
sendiri dari bambu dan kertas bekas, lalu bertaruh siapa yang terbang paling tinggi. Kalau benang putus, semuanya berlari mengejar
sampai ke sawah, dan pulang dengan kaki penuh lumpur.`,
	Swahili: `Kila asubuhi wavuvi hurudi ufukweni na mashua zao zilizojaa samaki. Watoto hukimbilia majini kuwasaidia kuvuta nyavu,
na wanawake hupanga samaki kwenye vikapu kabla ya jua kuwa kali. Bei hubadilika kila siku, lakini mazungumzo na vicheko
havibadiliki kamwe.`,
	Russian: `Каждое лето мы снимали маленький дом у озера, и первым делом бабушка проверяла, не протекает ли крыша. Дед чинил
лодку, которую чинил и в прошлом году, а мы с сестрой искали грибы и возвращались с полными корзинами и мокрыми ногами. По вечерам
все собирались на веранде, пили чай с вареньем и спорили о том, какая завтра будет погода.`,
	Ukrainian: `У нашому дворі росте стара яблуня, яку посадив ще мій прадід. Щоосені вона дає стільки яблук, що ми роздаємо їх
усім сусідам, а решту сушимо на горищі. Мама пече пиріг за рецептом, якого ніколи не записувала, і щоразу каже, що цього разу він
вийшов не таким, як треба.`,
	Bulgarian: `Влакът за морето тръгва рано сутрин и винаги закъснява поне с половин час. Хората на гарата вече се познават и си
разменят домати, вестници и новини за децата. Когато най-после се качим, старият кондуктор ни пожелава приятен път и добавя, че
водата тази година е по-топла от всякога.`,
	Greek: `Στο νησί μας το χειμώνα μένουν λίγοι άνθρωποι, και οι γάτες είναι περισσότερες από τους κατοίκους. Ο φούρνος ανοίγει
κάθε δεύτερη μέρα, και όποιος προλάβει παίρνει ζεστό ψωμί με σουσάμι. Όταν φυσάει βοριάς, το καράβι δεν έρχεται, και τότε
μαζευόμαστε στο καφενείο και λέμε ιστορίες για τα ταξίδια των παππούδων μας.`,
	Georgian: `ჩვენს სოფელში შემოდგომაზე რთველი იწყება და მთელი ოჯახი ვენახში იკრიბება. ბაბუა ძველ სიმღერებს მღერის, ბავშვები
ყურძენს კრეფენ და ნახევარს გზაშივე ჭამენ. საღამოს დიდ სუფრას ვშლით ეზოში, კაკლის ხის ქვეშ, და ყველა სტუმარი თავის ამბავს ყვება.`,
	Armenian: `Մեր գյուղի վերևում մի հին վանք կա, որտեղից երևում է ամբողջ հովիտը։ Գարնանը ծիրանենիները ծաղկում են, և օդը լցվում է
քաղցր բույրով։ Տատիկս ամեն տարի չիր է պատրաստում ու ուղարկում քաղաքում ապրող թոռներին, որպեսզի չմոռանան տան համը։`,
	Hebrew: `בכל יום שישי סבתא שלי מתחילה לבשל כבר בשעה חמש בבוקר, והריח מעיר את כל הבניין. השכנים עוברים במקרה ליד הדלת, ותמיד
יש לה צלחת נוספת בשבילם. אחרי הארוחה אנחנו יושבים במרפסת, מפצחים גרעינים ומקשיבים לסיפורים על העיר שבה היא גדלה ליד הים.`,
	Arabic: `كان جدي يملك متجرا صغيرا للكتب القديمة في زقاق ضيق خلف المسجد الكبير. لم يكن يبيع كثيرا، لكنه كان يعرف كل قارئ في
المدينة ويحتفظ له بما يحب. في المساء كنا نغلق الباب معا ونشرب الشاي بالنعناع، ثم يقرأ لي صفحة واحدة فقط حتى أعود في اليوم التالي.`,
	Persian: `در حیاط خانه‌ی مادربزرگم حوض کوچکی بود که ماهی‌های قرمز در آن شنا می‌کردند. هر سال پیش از نوروز همه‌ی نوه‌ها جمع
می‌شدند تا حوض را بشویند و گلدان‌ها را دور آن بچینند. پدربزرگ زیر درخت انار می‌نشست، چای می‌نوشید و به ما می‌گفت که بهار همیشه
از راهی می‌رسد که انتظارش را نداریم.`,
	Urdu: `ہمارے محلے کی پرانی لائبریری میں ایک بزرگ بیٹھتے تھے جو ہر بچے کو اس کی پسند کی کتاب ڈھونڈ دیتے تھے۔ گرمیوں کی دوپہر میں
وہاں ٹھنڈک ہوتی تھی اور ہم گھنٹوں فرش پر بیٹھ کر کہانیاں پڑھتے رہتے تھے۔ اب وہ عمارت بند ہو چکی ہے لیکن اس کی خوشبو مجھے اب بھی یاد ہے۔`,
	Hindi: `हमारे गाँव के बाहर एक पुराना बरगद है जिसके नीचे हर शाम बुज़ुर्ग इकट्ठा होते हैं। बच्चे उसकी जटाओं से झूलते हैं और
औरतें कुएँ से पानी भरते हुए दिन भर की बातें करती हैं। बरसात में जब नदी चढ़ जाती है तो स्कूल बंद हो जाता है और मास्टर जी उसी पेड़
के नीचे पढ़ाने लगते हैं।`,
	Bengali: `আমাদের গ্রামের পাশ দিয়ে একটা ছোট নদী বয়ে যায়, আর বর্ষাকালে সেখানে নৌকা বাইচ হয়। দূর দূর থেকে মানুষ দেখতে আসে, মেলা
বসে, আর সারা রাত গান চলে। আমার দাদু বলতেন, যে একবার এই নদীর জল খেয়েছে সে যেখানেই যাক, একদিন ঠিক ফিরে আসবে।`,
	Gujarati: `અમારા ઘરની પાછળ આંબાનું એક મોટું ઝાડ છે, અને ઉનાળામાં આખો પરિવાર તેની છાયામાં બેસે છે. દાદી અથાણું બનાવવા માટે કાચી
કેરી કાપે છે અને બાળકો ચોરીછૂપીથી મીઠું લગાવીને ખાય છે.`,
	Tamil: `எங்கள் ஊரின் ஏரிக்கரையில் ஒரு பழைய கோயில் இருக்கிறது. மாலை நேரத்தில் பாட்டி என்னை அங்கே அழைத்துச் செல்வார், நாங்கள் மீன்களுக்குப்
பொரி போடுவோம். மழைக்காலத்தில் ஏரி நிரம்பி வழியும்போது, ஊர் முழுவதும் அதைப் பார்க்க வந்து நிற்கும்.`,
	Telugu: `మా ఊరి చివర ఒక పెద్ద చెరువు ఉంది, వేసవిలో పిల్లలందరూ అక్కడే ఈత నేర్చుకుంటారు. తాతయ్య గట్టు మీద కూర్చుని చేపలు పడుతూ పాత
కథలు చెబుతాడు. సాయంత్రం అయ్యేసరికి అమ్మ గట్టిగా పిలిచినా ఎవరికీ ఇంటికి వెళ్ళాలని అనిపించదు.`,
	Kannada: `ನಮ್ಮ ಊರಿನ ಸಂತೆ ಪ್ರತಿ ಬುಧವಾರ ನಡೆಯುತ್ತದೆ. ಅಜ್ಜಿ ತನ್ನ ತೋಟದ ಹೂವುಗಳನ್ನು ಬುಟ್ಟಿಯಲ್ಲಿ ತುಂಬಿಕೊಂಡು ಬೆಳಗ್ಗೆಯೇ ಹೊರಡುತ್ತಾಳೆ, ಮತ್ತು ಮಧ್ಯಾಹ್ನದ
ಹೊತ್ತಿಗೆ ನಮಗಾಗಿ ಬೆಲ್ಲದ ಮಿಠಾಯಿ ತರುತ್ತಾಳೆ.`,
	Malayalam: `ഞങ്ങളുടെ വീടിനു മുന്നിലൂടെ ഒരു ചെറിയ തോട് ഒഴുകുന്നു. മഴക്കാലത്ത് അതിൽ കടലാസുവഞ്ചികൾ ഒഴുക്കിവിടുന്നത് കുട്ടികളുടെ വലിയ
സന്തോഷമായിരുന്നു. മുത്തശ്ശി വരാന്തയിലിരുന്ന് ചായ കുടിച്ചുകൊണ്ട് ഞങ്ങളെ നോക്കി ചിരിക്കും.`,
	Thai: `ทุกเช้าแม่จะพายเรือไปตลาดน้ำพร้อมกับผลไม้จากสวนหลังบ้าน บางวันขายหมดตั้งแต่ยังไม่สาย บางวันก็เหลือกลับมาเต็มลำ แต่แม่ไม่เคยบ่น
เลยสักครั้ง ตอนเย็นพวกเรานั่งกินข้าวด้วยกันที่ท่าน้ำ ฟังเสียงกบร้องและดูแสงไฟจากเรือที่ผ่านไปมา`,
	Burmese: `ကျွန်တော်တို့ရွာမှာ နွေရာသီရောက်ရင် ကလေးတွေ မြစ်ထဲမှာ ရေကူးကြတယ်။ အဖွားက သစ်ပင်ကြီးအောက်မှာ ထိုင်ပြီး ပုံပြင်တွေ ပြောပြလေ့ရှိတယ်။
ညနေရောက်တော့ အားလုံး အိမ်ပြန်ပြီး ထမင်းအတူစားကြတယ်။`,
	Khmer: `នៅភូមិរបស់ខ្ញុំ មានស្ពានឈើចាស់មួយឆ្លងកាត់ទន្លេតូច។ រៀងរាល់ល្ងាច ក្មេងៗតែងតែលោតទឹកពីលើស្ពាននោះ ហើយជីដូនរបស់ខ្ញុំអង្គុយលក់
នំនៅក្បែរមាត់ទឹក។ ពេលភ្លៀងធ្លាក់ យើងរត់ទៅជ្រកក្រោមដើមស្វាយ។`,
	Amharic: `በመንደራችን አንድ ትልቅ ዋርካ አለ፤ ሽማግሌዎች ሁልጊዜ ከሥሩ ተቀምጠው ይነጋገራሉ። እናቴ ጠዋት ቡና ታፈላለች፣ ጎረቤቶችም ሁሉ ይሰበሰባሉ። ልጆች ከትምህርት ቤት
ሲመለሱ ዳቦ ይሰጣቸዋል፣ ከዚያም ወደ ወንዙ ሮጠው ይሄዳሉ።`,
	'Chinese, simplified': `外婆家的院子里有一口老井，夏天我们把西瓜放进篮子里，慢慢沉到井水中，过两个小时再拉上来，又甜又凉。傍晚的时候，邻居们
搬着竹椅坐在门口，一边摇扇子一边聊天，谁家的孩子考上了大学，谁家的猫又生了小猫，没有什么事情瞒得过大家。现在老房子已经拆了，可是每到夏天，我
还是会想起那口井和井边的青苔。`,
	'Chinese, traditional': `每年中秋節，爺爺都會親手做一盞燈籠送給我。他先把竹子削成細條，彎成兔子的形狀，再糊上薄薄的紅紙。晚上我們沿著河堤慢慢散步，
月亮映在水面上，遠處傳來有人吹笛子的聲音。爺爺說，燈籠亮著的時候，走得再遠的人也找得到回家的路。`,
	Japanese: `祖父の家の裏には小さな畑があって、夏になると毎朝トマトとキュウリを収穫するのが私の仕事だった。井戸の水で冷やした野菜は、
店で買うものとはまったく違う味がする。夕方になると縁側に座って、遠くの花火の音を聞きながらスイカを食べた。もう誰も住んでいないけれど、
あの匂いだけは今でもはっきり覚えている。`,
	Korean: `할머니 댁 마당에는 커다란 감나무가 한 그루 있었다. 가을이 되면 온 가족이 모여 장대로 감을 따고, 껍질을 깎아 처마 밑에 매달아
두었다. 겨울밤에 꺼내 먹는 곶감은 세상에서 가장 달콤한 간식이었다. 지금은 그 집에 다른 사람이 살고 있지만 나는 아직도 그 나무가 궁금하다.`,
	TypeScript: `export class LruCache<K, V> {
	readonly #limit: number;
	readonly #entries = new Map<K, V>();

	constructor(limit: number) {
		if (limit < 1) throw new RangeError(\`limit is \${limit}, and must be at least 1\`);
		this.#limit = limit;
	}

	get(key: K): V | undefined {
		const value = this.#entries.get(key);
		if (value === undefined) return undefined;
		this.#entries.delete(key);
		this.#entries.set(key, value);
		return value;
	}

	set(key: K, value: V): this {
		this.#entries.delete(key);
		this.#entries.set(key, value);
		const [oldest] = this.#entries.keys();
		if (this.#entries.size > this.#limit && oldest !== undefined) this.#entries.delete(oldest);
		return this;
	}
}
`,
	Python: `import argparse
from collections import Counter
from pathlib import Path


def count_words(path: Path, minimum: int = 2) -> Counter[str]:
    """Count the words of a file, leaving out those that are rare."""
    words = Counter(path.read_text(encoding="utf-8").lower().split())
    return Counter({word: n for word, n in words.items() if n >= minimum})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--top", type=int, default=10)
    args = parser.parse_args()
    total = sum((count_words(p) for p in args.files), Counter())
    for word, n in total.most_common(args.top):
        print(f"{n:>8}  {word}")
`,
	Rust: `use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Number(f64),
    Operator(char),
    Paren { open: bool },
}

impl Lexer<'_> {
    pub fn next_token(&mut self) -> Result<Option<Token>, LexError> {
        while let Some(&c) = self.chars.peek() {
            match c {
                ' ' | '\\t' => { self.chars.next(); }
                '0'..='9' | '.' => return self.read_number().map(Some),
                '+' | '-' | '*' | '/' => { self.chars.next(); return Ok(Some(Token::Operator(c))); }
                _ => return Err(LexError::Unexpected { found: c, at: self.position }),
            }
        }
        Ok(None)
    }
}
`,
	'C, spaces': `static int
ring_push(struct ring *r, const void *item, size_t len)
{
        size_t head = atomic_load_explicit(&r->head, memory_order_relaxed);
        size_t next = (head + 1) & r->mask;

        if (len > r->slot_size || next == atomic_load(&r->tail))
                return -ENOSPC;

        memcpy(r->slots + head * r->slot_size, item, len);
        atomic_store_explicit(&r->head, next, memory_order_release);
        return 0;
}
`,
	Go: `func (s *Server) handleUpload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, s.cfg.MaxUpload)
	file, header, err := r.FormFile("file")
	if err != nil {
		http.Error(w, fmt.Sprintf("reading upload: %v", err), http.StatusBadRequest)
		return
	}
	defer file.Close()

	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(sum, s.store.Writer(header.Filename)), file); err != nil {
		s.log.Error("upload failed", "name", header.Filename, "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	json.NewEncoder(w).Encode(map[string]string{"sha256": hex.EncodeToString(sum.Sum(nil))})
}
`,
	SQL: `WITH monthly AS (
  SELECT customer_id, date_trunc('month', ordered_at) AS month, SUM(total_cents) AS spent
  FROM orders
  WHERE status IN ('paid', 'shipped') AND ordered_at >= now() - INTERVAL '12 months'
  GROUP BY customer_id, month
)
SELECT c.name, m.month, m.spent / 100.0 AS euros, RANK() OVER (PARTITION BY m.month ORDER BY m.spent DESC) AS place
FROM monthly m JOIN customers c ON c.id = m.customer_id
ORDER BY m.month, place LIMIT 100;
`,
	HTML: `<section class="card" aria-labelledby="offers">
  <h2 id="offers">This week's offers</h2>
  <ul>
    <li><a href="/shop/tea?sort=price&amp;page=2" data-id="4711">Green tea, 250&nbsp;g</a> <span class="price">€4.90</span></li>
    <li><a href="/shop/coffee" data-id="4712">Coffee beans, 1&nbsp;kg</a> <span class="price old">€17.50</span></li>
  </ul>
  <button type="button" onclick="showMore(this)" disabled>Show more</button>
</section>
`,
	'minified JavaScript': `!function(e,t){"object"==typeof exports?module.exports=t():e.Clock=t()}(this,function(){"use strict";var e=6e4,t=36e5;function n(e){return(e<10?"0":"")+e}function r(r){var o=Math.floor(r/t),i=Math.floor(r%t/e),a=Math.floor(r%e/1e3);return n(o)+":"+n(i)+":"+n(a)}return{format:r,parse:function(n){var r=n.split(":").map(Number);return r.length!==3||r.some(isNaN)?null:r[0]*t+r[1]*e+1e3*r[2]},now:function(){return r(Date.now()%864e5)}}});`,
	JSON: `{
  "order": {
    "id": "ord_9f3k2",
    "created_at": "2031-04-17T08:22:31Z",
    "customer": { "name": "Ines Duarte", "email": "ines@example.org", "vip": false },
    "items": [
      { "sku": "TEA-250-GR", "quantity": 2, "unit_price": 4.9 },
      { "sku": "CUP-WHT", "quantity": 6, "unit_price": 7.25, "gift_note": null }
    ],
    "total": 53.3,
    "currency": "EUR"
  }
}
`,
	'minified JSON': `[{"type":"Feature","properties":{"name":"North quay","depth_m":4.2,"lit":true},"geometry":{"type":"Point","coordinates":[10.1234,54.3271]}},{"type":"Feature","properties":{"name":"South quay","depth_m":3.85,"lit":false},"geometry":{"type":"Point","coordinates":[10.1302,54.3194]}},{"type":"Feature","properties":{"name":"Fuel berth","depth_m":5,"lit":true,"hours":[8,18]},"geometry":{"type":"Point","coordinates":[10.1277,54.3233]}}]`,
	emoji: `Good morning! ☀️ The tests are green ✅✅ and the release is out 🚀🎉 Thanks to everyone 🙏🏽❤️ Lunch at noon? 🍕🥗🍜 I will
bring cake 🎂 and the dog 🐶🐾. Tomorrow: docs 📚, bugs 🐛🔧, then holidays 🏖️🌴😎 👩‍💻👨‍🍳 🇫🇷🇯🇵🇧🇷 🤷‍♂️😅👍🏻`,
	base64: `iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAB9klEQVR42u3av0tVYRzH8dfVm0YZ/aCCoKAgKIjAoSEaGhqChpaGaIiWaGhpaGho
aGkIGhoaGhoaGhoaGhoaGhoaWqKhIYigoKAfFhT9wMpKUe/t8D3cczn3nHvPvec5z3Pvfb/hgXPO8zyf7+d8P9/neZ7nOEKEECFCiBAhRIgQIUSIECFC
hAgRYn2xD7txGIewF9uxBR2oYgZTGMc3fMRHfMAwqoVCYdHl4gROYg8O4wC2oYj5YHQa3/EV7zGEt3hVKBRmgb7+gU6cxyXsx2Z0Ygn/MIEJfMc4xjGG0Wq1Wm2g
gTbcwgOcRQ9WOYFJjOILhvAa7/AJv8L4fBp8OoaruI0L2IUNKOJf8OcnPuMDhvEGr/EBE5jHQhwHfNqJm3iAPuxAGTP4hlE8wUM8xWgcB5zD/eB8JWYwgifox1N8jQ=`,
	hex: `7c4a8d09ca3762af61e59520943dc26494f8941b e38ad214943daad1d64c102faec29de4afe9da3d
0xdeadbeefcafe 0x7ffe5367e044 9b74c9897bac770ffc029102a200c5de ff:1a:0b:c3:55:9d 2e99758548972a8e8822ad47fa1017ff72f06f3ff6a016851f45c398732bc50c
d41d8cd98f00b204e9800998ecf8427e a94a8fe5ccb19ba61c4c0873d391e987982fbbd3`,
	UUIDs: `3f2504e0-4f89-41d3-9a0c-0305e82c3301, 6ba7b810-9dad-11d1-80b4-00c04fd430c8, 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed
c56a4180-65aa-42ec-a945-5fd21dec0538, 9a7b330a-a736-4f3c-9c65-2e1f0d3b7a11, e4eaaaf2-d142-11e1-b3e4-080027620cdd`,
	whitespace: `root
        child one                          1
                grandchild                 22
                        great-grandchild   333


        child two                          4444
\t\t\tindented by tabs\t\tand more tabs
                                                                end of a very wide line


`,
	numbers: `3.14159265358979 2.71828182845904 1.41421356237309 0.57721566490153
12 7 1984 2031 65536 1048576 4294967296 100 200 300 404 500 -17 -0.004 6.022e23 1/3
+49 30 1234567, 192.168.178.1, 08:15, 17:45, 2031-04-17, $1,299.99, 42 %, 1,000,000`,
	CSV: `date,station,temperature,humidity,wind
2031-01-04,Kiel,-2.4,87,14.2
2031-01-05,Kiel,0.1,91,22.8
2031-01-06,Husum,1.7,94,31.5
2031-01-07,Husum,3.3,89,18.0
2031-01-08,Emden,4.0,78,9.6
`,
	'Markdown table': `| Command | Shortcut | What it does |
| :------ | :------: | ------------ |
| Open file | Ctrl+O | Shows a list of files |
| Save all | Ctrl+K S | Writes every changed file |
| Go to line | Ctrl+G | Moves the cursor |
| Fold region | Ctrl+Shift+[ | Hides the lines of a block |
`,
	URLs: `https://example.org/articles/2031/04/how-to-grow-tomatoes?utm_source=newsletter&utm_campaign=spring#comments
http://localhost:8080/api/v2/users/1337/settings.json
https://cdn.example.net/assets/img/header_1920x1080@2x.webp?v=8f14e45f
https://maps.example.com/?q=54.3233,10.1228&zoom=14&layer=terrain
ftp://files.example.edu/pub/datasets/rainfall-1990-2020.tar.gz`,
	'stack trace': `TypeError: Cannot read properties of undefined (reading 'length')
    at parseHeader (/srv/app/src/http/parseHeader.ts:42:19)
    at Socket.<anonymous> (/srv/app/src/http/connection.ts:118:23)
    at Socket.emit (node:events:518:28)
    at addChunk (node:internal/streams/readable:561:12)
    at TCP.onStreamRead (node:internal/stream_base_commons:191:23)
`,
	'log lines': `2031-04-17 08:22:31.104 INFO  [http-7] GET /health 200 3ms
2031-04-17 08:22:34.871 WARN  [pool-2] connection 10.4.0.17:5432 lost, retrying in 500 ms (attempt 2 of 5)
2031-04-17 08:22:36.002 ERROR [jobs-1] job 8812 failed: ENOSPC: no space left on device, write '/var/spool/reports/8812.pdf'
`,
	capitals: `WARNING: THE CONTENTS OF THIS BOX ARE FRAGILE. DO NOT DROP, SHAKE OR TURN UPSIDE DOWN. KEEP AWAY FROM FIRE AND OPEN WATER.
MAX_RETRY_COUNT DEFAULT_TIMEOUT_MS ENABLE_EXPERIMENTAL_FEATURES DATABASE_CONNECTION_STRING`,
	'Armenian, a question': `Բարև ձեզ, կարո՞ղ եք բացատրել, թե ինչու է իմ ծրագիրը դանդաղ աշխատում։ Ես փոխեցի տվյալների բազայի կարգավորումները,
բայց ոչինչ չստացվեց։ Խնդրում եմ նաև առաջարկեք մի քանի պարզ օրինակ։`,
	'Persian, a question': `سلام، می‌خواهم بدانم چرا برنامه‌ی من هنگام باز کردن پرونده‌های بزرگ کند می‌شود. حافظه را دو برابر کردم ولی تغییری
نکرد. لطفا گام به گام توضیح بدهید و اگر راه ساده‌تری هست آن را هم بگویید.`,
	'Chinese, traditional, a question': `請問為什麼我的程式在讀取大型檔案時會變得很慢？我已經把記憶體加倍，也試過關閉防毒軟體，但是沒有任何改善。
麻煩您一步一步解釋，並且附上可以直接執行的範例，謝謝。`,
	'Korean, a question': `안녕하세요, 큰 파일을 읽을 때 프로그램이 왜 느려지는지 알고 싶습니다. 메모리를 두 배로 늘리고 백신도 꺼 보았지만 나아지지 않았어요.
단계별로 설명해 주시고 바로 실행할 수 있는 예제도 부탁드립니다.`,
	'Japanese, a question': `大きなファイルを読み込むとプログラムが遅くなるのはなぜでしょうか。メモリを倍に増やし、ウイルス対策ソフトも停止してみましたが、
改善しませんでした。できれば手順を追って説明していただき、すぐに実行できるサンプルコードも付けてください。`,
	'Bulgarian, a question': `Здравейте, бихте ли обяснили защо програмата ми се забавя, когато отварям големи файлове? Удвоих паметта и изключих
антивирусната, но нищо не се промени. Моля, опишете стъпките една по една и добавете кратък пример.`,
	'Serbian, a question': `Здраво, можете ли да објасните зашто се мој програм успорава када отварам велике датотеке? Удвостручио сам меморију и
искључио антивирус, али се ништа није променило. Молим вас да опишете кораке један по један.`,
};
