/** Texts of our own in languages that tokenizers know less well. */
export const RARER_SAMPLES: Readonly<Record<string, string>> = {
	Estonian: `Vanaema õunaaed on küla kõige vanem, ja igal sügisel tulevad naabrid korvidega appi. Lapsed ronivad puude otsa, mehed
parandavad aeda ning naised keedavad suures pajas moosi. Õhtul istutakse köögis, juuakse sooja mahla ja räägitakse lugusid.`,
	Latvian: `Mūsu ciema malā ir vecas ūdensdzirnavas, kurās tagad dzīvo mākslinieks ar savu suni. Vasarās viņš māca bērniem zīmēt, un
vakaros visi sēž pie upes un klausās, kā dzied putni. Ziemā dzirnavas ir klusas, tikai no skursteņa kāpj dūmi.`,
	Lithuanian: `Kiekvieną rudenį važiuojame pas senelius į kaimą rinkti grybų. Močiutė žino visas slapčiausias vietas miške, bet niekam
jų nerodo. Grįžę namo valome grybus, verdame sriubą ir klausomės senelio pasakojimų apie jūrą, kurioje jis žvejojo jaunystėje.`,
	Icelandic: `Gamli vitinn stendur á klettinum fyrir ofan þorpið og lýsir skipunum heim á dimmum vetrarkvöldum. Afi minn gætti hans í
þrjátíu ár og þekkti hvern einasta bát á hljóðinu. Nú er þar lítið kaffihús sem opnar þegar veðrið leyfir.`,
	Slovak: `Keď sa v lete oteplí, celá rodina sa presťahuje na chatu pri potoku. Otec opravuje strechu, mama suší bylinky a my s bratom
staviame priehradu z kameňov. Večer si opekáme špekáčiky a počúvame, ako v diaľke húka sova.`,
	Croatian: `Na kraju otoka živi stari ribar koji svake večeri popravlja mreže pred kućom. Djeca ga okruže i traže da im priča o olujama
i čudnim ribama koje je vidio. Kad zapuše bura, svi se sklone u njegovu konobu i čekaju da more utihne.`,
	Albanian: `Gjyshja ime mban një kopsht të vogël pas shtëpisë, ku rriten domate, speca dhe një fik shumë i vjetër. Çdo verë e gjithë
familja mblidhet nën hijen e tij për të ngrënë drekë. Fëmijët ngjiten në degë dhe hedhin fiq te kushërinjtë poshtë.`,
	Welsh: `Mae hen felin ar lan yr afon lle bydd fy nhaid yn malu blawd o hyd. Bob dydd Sadwrn daw pobl y pentref i nôl eu bara ac i gael
sgwrs wrth y tân. Yn y gaeaf mae'r dŵr yn rhewi, ac mae'r plant yn sglefrio o dan y bont.`,
	Zulu: `Njalo ekuseni ugogo uphuma ekuseni ngovivi ayokha amanzi emfuleni. Abazukulu bakhe bamlandela bephethe izitsha ezincane, becula
izingoma abazifunde esikoleni. Uma sebebuyile, wonke umuntu uhlala phansi komuthi omkhulu adle isidlo sasekuseni esimnandi.`,
	Yoruba: `Ní àárọ̀ kùtùkùtù, ìyá àgbà máa ń lọ sí ọjà láti ta ẹ̀fọ́ àti ata. Àwọn ọmọ rẹ̀ máa ń bá a gbé agbọ̀n, wọ́n sì máa ń kọrin lójú
ọ̀nà. Nígbà tí oòrùn bá wọ̀, gbogbo ìdílé máa jókòó sábẹ́ igi láti gbọ́ ìtàn.`,
	Hausa: `Kowace safiya kakata tana zuwa kasuwa da kwandon tumatir a kanta. Yara suna bin ta suna waƙa, suna ɗauke da ƙananan kwanduna.
Da yamma mutanen ƙauye suna taruwa a ƙarƙashin babbar bishiya domin su ji labarai daga bakin tsofaffi.`,
	Somali: `Subax kasta awoowgay wuxuu geelasha u kaxeeyaa ceelka ku yaal meel ka fog tuulada. Carruurtu way la socdaan iyagoo heesaya oo
caano sita. Marka qorraxdu dhacdo, qoysku wuxuu isugu yimaadaa dabka agtiisa si ay sheekooyin u dhegeystaan.`,
	Tagalog: `Tuwing umaga ay naglalakad ang lola ko papunta sa palengke dala ang mga gulay mula sa aming bakuran. Sumasama ang mga bata at
tinutulungan siyang magbuhat ng mabibigat na basket. Pagsapit ng gabi, nagtitipon ang buong pamilya upang makinig sa kanyang mga kuwento.`,
	Azerbaijani: `Babamın bağında qədim bir tut ağacı var və hər yay bütün qohumlar onun kölgəsində yığışır. Uşaqlar budaqlara dırmaşır,
böyüklər isə çay içib söhbət edirlər. Axşam düşəndə nənəm təndirdə çörək bişirir və həyətə gözəl qoxu yayılır.`,
	Uzbek: `Bobomning bogʻida qadimiy tut daraxti bor, har yozda butun qarindoshlar uning soyasida yigʻiladi. Bolalar shoxlariga chiqib
oʻynaydi, kattalar esa choy ichib suhbatlashadi. Kechqurun buvim tandirda non yopadi va hovliga yoqimli hid taraladi.`,
	Malagasy: `Isan-maraina dia mandeha any an-tsena ny renibeko mitondra legioma avy ao an-jaridainanay. Manaraka azy ny ankizy ary mihira
eny an-dalana. Rehefa hariva ny andro dia mivory eo ambanin'ny hazo lehibe ny fianakaviana iray manontolo mba hihaino angano.`,
	Maltese: `Kull filgħodu n-nannu joħroġ bid-dgħajsa żgħira tiegħu biex jistad ħdejn il-gżira. In-nisa jistennewh fuq il-moll bil-qfief
vojta, u t-tfal jiġru lejh malli jarawh ġej. Filgħaxija l-familja kollha tinġabar madwar il-mejda biex tiekol il-ħut frisk.`,
	Mongolian: `Зун болгон бид хөдөө нутагт өвөө эмээ дээрээ очдог. Өвөө адуугаа хариулж, эмээ цагаан идээ боловсруулна. Орой нь гэрийн гадаа
гал түлж, оддыг харан үлгэр сонсдог байсан минь хамгийн сайхан дурсамж юм.`,
	Kyrgyz: `Жай келгенде биз чоң атамдын жайлоосуна көчүп барабыз. Чоң энем кымыз бышып, балдар кулундарды кайтарышат. Кечинде боз үйдүн
жанында от жагып, жылдыздарды карап жомок угуу мен үчүн эң сонун учур.`,
	Kazakh: `Жазда біз ауылдағы атамның үйіне барып, жылқы бағуға көмектесеміз. Әжем таңертең бауырсақ пісіріп, бүкіл көрші-қолаңды шайға
шақырады. Кешке қарай балалар өзен жағасында ойнап, үлкендер ескі әңгімелер айтады.`,
	Tajik: `Дар боғи бобоям як дарахти тути кӯҳна ҳаст, ки ҳар тобистон тамоми хешовандон дар сояи он ҷамъ мешаванд. Кӯдакон ба шохаҳо
мебароянд ва калонсолон чой нӯшида суҳбат мекунанд. Шаб модаркалонам дар танӯр нон мепазад.`,
	Tatar: `Безнең авылда җәй көне бик матур, әбием бакчасында төрле җимешләр үсә. Балалар елга буенда уйныйлар, ә кичен бөтен гаилә өстәл
тирәсенә җыелып чәй эчә. Бабам яшьлеге турында кызыклы хикәяләр сөйли.`,
	Macedonian: `Секоја есен семејството се собира кај баба ми за да пече пиперки и да прави ајвар. Децата трчаат низ дворот, а дедо ми го чува
огнот и раскажува приказни од младоста. Навечер сите седат под лозата и јадат топол леб.`,
	Serbian: `Сваке јесени цела породица долази код баке да пече паприке и кува ајвар. Деца јуре по дворишту, а деда чува ватру и прича
приче из младости. Кад падне мрак, сви седну испод ораха и једу врућ хлеб са сиром.`,
	Belarusian: `Кожнае лета мы ездзім да бабулі ў вёску, дзе яшчэ стаіць стары млын над рэчкай. Дзед вучыць нас лавіць рыбу, а бабуля пячэ
бліны і расказвае казкі. Увечары мы сядзім на ганку і слухаем, як спяваюць жабы.`,
	Nepali: `हाम्रो गाउँको माथि एउटा पुरानो मन्दिर छ जहाँबाट पूरै उपत्यका देखिन्छ। हजुरआमा हरेक बिहान फूल लिएर त्यहाँ जानुहुन्छ, अनि केटाकेटीहरू
उहाँको पछि लाग्छन्। साँझमा सबै जना आँगनमा बसेर कथा सुन्छन्।`,
	Marathi: `आमच्या गावाबाहेर एक जुने वडाचे झाड आहे आणि त्याखाली रोज संध्याकाळी म्हातारी माणसे गप्पा मारतात. मुले पारंब्यांना लटकून झोके
घेतात, आणि आजी घरी गरम भाकरी भाजून सगळ्यांची वाट पाहते.`,
	Punjabi: `ਸਾਡੇ ਪਿੰਡ ਦੇ ਬਾਹਰ ਇੱਕ ਪੁਰਾਣਾ ਬੋਹੜ ਹੈ ਜਿਸ ਦੀ ਛਾਂ ਹੇਠ ਬਜ਼ੁਰਗ ਸ਼ਾਮ ਨੂੰ ਬੈਠਦੇ ਹਨ। ਬੱਚੇ ਖੇਤਾਂ ਵਿੱਚ ਖੇਡਦੇ ਹਨ ਅਤੇ ਦਾਦੀ ਜੀ
ਤੰਦੂਰ ਵਿੱਚ ਰੋਟੀਆਂ ਪਕਾਉਂਦੇ ਹਨ, ਜਿਸ ਦੀ ਖੁਸ਼ਬੂ ਸਾਰੇ ਵਿਹੜੇ ਵਿੱਚ ਫੈਲ ਜਾਂਦੀ ਹੈ।`,
	Sinhala: `අපේ ගමේ වැව අසල විශාල නුග ගසක් තිබේ. හැන්දෑවේ ළමයි වැවේ නාන අතර ආච්චි කෙනෙක් කිරි තේ විකුණයි. රාත්‍රියේ සියලු දෙනා එකතු වී
පරණ කතන්දර අසති.`,
	Lao: `ຢູ່ບ້ານຂອງຂ້ອຍມີແມ່ນ້ຳໃຫຍ່ໄຫຼຜ່ານ ແລະທຸກໆແລງເດັກນ້ອຍຈະລົງໄປຫຼິ້ນນ້ຳ. ແມ່ເຖົ້ານັ່ງຂາຍໝາກໄມ້ຢູ່ໃຕ້ຕົ້ນໄມ້ ແລະເລົ່ານິທານໃຫ້ພວກເຮົາຟັງ.`,
	Pashto: `زموږ د کلي تر څنګ یو پخوانی کلا ده چې ماشومان پکې لوبې کوي. زما نیکه به هر مازدیګر د ونې لاندې ناست و او د ځوانۍ کیسې به یې
کولې. شپه به ټوله کورنۍ د اور شاوخوا راټولېده او چای به یې څښل.`,
	Uyghur: `بىزنىڭ مەھەللىدە قېرى بىر ئۈجمە دەرىخى بار، ياز كۈنلىرى ھەممە كىشى ئۇنىڭ سايىسىدا ئولتۇرىدۇ. بالىلار شاخلارغا چىقىپ ئوينايدۇ،
مومام بولسا تونۇردا نان ياقىدۇ ۋە قوشنىلارنى چايغا چاقىرىدۇ.`,
	'Sanskrit, a verse':
		'ॐ असतो मा सद्गमय। तमसो मा ज्योतिर्गमय। मृत्योर्मा अमृतं गमय॥ ऋषिः छन्दः देवता। अथातो ब्रह्मजिज्ञासा॥ जन्माद्यस्य यतः॥ धर्मक्षेत्रे कुरुक्षेत्रे समवेता युयुत्सवः। मामकाः पाण्डवाश्चैव किमकुर्वत सञ्जय॥',
	'Hindi, dotted letters':
		'\u0958लम ज़रूर \u0959बर सड़क \u092a\u095dना ला\u095bिमी \u0959त \u095eर्क ब\u095cा \u095aरीब',
	'Bengali, dotted letters':
		'আমি বাংলা\u09df গান গাই। পাহা\u09dcের চূ\u09dcা\u09df আষা\u09dd মাসে বৃষ্টি প\u09dcে।',
	'Punjabi, dotted letters': 'ਪੰਜਾਬ ਦੀ \u0a5bਮੀਨ \u0a5eਰਕ \u0a36ਹਿਰ ਸਾਡੇ ਲੋਕ ਬਹੁਤ ਮਿਹਨਤੀ ਹਨ।',
	'Odia, a sentence': 'ଓଡ଼ିଶାର ରାଜଧାନୀ ଭୁବନେଶ୍ୱର ଅଟେ। ପଢ଼ିବା ଓ ଲେଖିବା ପାଇଁ ସମୟ ଦରକାର।',
	'Ethiopic, letters of Bilin': 'ⶀⶁⶂ ⶃⶄⶅⶆ ⶠⶡⶢ ⶣⶤ ⶨⶩⶪ ⷀⷁⷂ ቢለን',
	'Ethiopic, letters of Sebat Bet': 'ᎀᎁᎂ ᎃᎄᎅ ᎆᎇᎈ ᎉᎊ ᎌᎍᎎ ጉራጌ',
	Chuvash: `Паян ҫанталӑк лайӑх, эпир юханшыв хӗррипе утса ҫӳретпӗр, шкул ҫинчен калаҫатпӑр. Каҫхине кукамай сӑмавар лартать, пурте сӗтел хушшине ларса чей ӗҫетпӗр.`,
	'Hebrew, points of a verse': `בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ וְהָאָרֶץ הָיְתָה תֹהוּ וָבֹהוּ וְחֹשֶׁךְ עַל פְּנֵי תְהוֹם`,
	'Lisp, small functions': `(define (sum x) (if (null? x) 0 (+ (car x) (sum (cdr x)))))
(define (rev x a) (if (null? x) a (rev (cdr x) (cons (car x) a))))
(let ((a '(1 2 3)) (b (quote ()))) (map (lambda (y) (* y y)) (append a b)))`,
};
