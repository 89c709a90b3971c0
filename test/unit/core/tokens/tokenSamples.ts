/**
 * Texts of our own, two of a kind, with the tokens that real tokenizers make of them, counted once with the npm packages
 * llama3-tokenizer-js (Llama 3) and gpt-tokenizer (o200k_base: GPT-4o and later; cl100k_base: GPT-4), without special tokens.
 */
export interface TokenSample {
	readonly kind: 'English' | 'code' | 'Chinese' | 'emoji' | 'Japanese' | 'Russian';
	readonly text: string;
	readonly tokens: { readonly llama3: number; readonly o200k: number; readonly cl100k: number };
}

export const TOKEN_SAMPLES: readonly TokenSample[] = [
	{
		kind: 'English',
		text: `When the harbour office closed for the winter, nobody remembered to switch the lamp off. It burned through
the storms of November, and the fishermen, who had complained about it for years, found that they could see the
second buoy for the first time. By spring the council had voted to keep it. The decision cost the town about four
hundred pounds a year, which is less than a single rescue, and the lamp has not been dark since. Visitors ask why
such an ugly thing stands on such a pretty quay; the answer depends on whom they ask. Older people talk about the
night the Margaret came in with her rudder gone. Younger ones say that it makes the photographs look warm.`,
		tokens: { llama3: 145, o200k: 144, cl100k: 146 },
	},
	{
		kind: 'English',
		text: `Could you explain how the retry logic works here? I understand that the first request fails with a timeout, but
I don't see why the second attempt waits longer than the third one. It would help me to have a short summary first,
then a list of the places where the delay is calculated, and finally your suggestion for a simpler approach. Please
keep the public interface as it is, because two other teams depend on it and we cannot change their code before the
next release. If something looks like a bug, say so plainly and tell me how I could reproduce it on my own machine.`,
		tokens: { llama3: 122, o200k: 121, cl100k: 122 },
	},
	{
		kind: 'code',
		text: `import { readFile } from 'node:fs/promises';

/** Reads a table of prices; lines that do not parse are left out. */
export async function readPrices(path: string): Promise<Map<string, number>> {
	const prices = new Map<string, number>();
	const text = await readFile(path, 'utf8');
	for (const line of text.split('\\n')) {
		const [name, value] = line.split(';');
		const price = Number.parseFloat(value ?? '');
		if (name === undefined || !Number.isFinite(price)) continue;
		prices.set(name.trim(), Math.round(price * 100) / 100);
	}
	return prices;
}

class Basket {
	readonly #items: { name: string; count: number }[] = [];

	add(name: string, count = 1): void {
		const item = this.#items.find((other) => other.name === name);
		if (item) item.count += count;
		else this.#items.push({ name, count });
	}

	total(prices: ReadonlyMap<string, number>): number {
		return this.#items.reduce((sum, { name, count }) => sum + (prices.get(name) ?? 0) * count, 0);
	}
}
`,
		tokens: { llama3: 255, o200k: 259, cl100k: 255 },
	},
	{
		kind: 'code',
		text: `from dataclasses import dataclass, field


@dataclass
class Node:
    key: int
    children: list["Node"] = field(default_factory=list)

    def depth(self) -> int:
        if not self.children:
            return 1
        return 1 + max(child.depth() for child in self.children)


def build_tree(rows: list[tuple[int, int | None]]) -> dict[int, Node]:
    nodes = {key: Node(key) for key, _ in rows}
    for key, parent in rows:
        if parent is None:
            continue
        if parent not in nodes:
            raise ValueError(f"row {key} names an unknown parent: {parent!r}")
        nodes[parent].children.append(nodes[key])
    return nodes


if __name__ == "__main__":
    tree = build_tree([(1, None), (2, 1), (3, 1), (4, 3)])
    for key, node in sorted(tree.items()):
        print(f"{key:>4} depth={node.depth()} children={len(node.children)}")
`,
		tokens: { llama3: 226, o200k: 227, cl100k: 226 },
	},
	{
		kind: 'Chinese',
		text: `港口办公室冬天关门的时候，没有人记得把灯关掉。整个十一月的风暴里它一直亮着，多年来抱怨它的渔民们第一次看清了第二个浮标。到了春天，镇议会投票决定保留它。这个决定每年花费大约四百英镑，比一次救援便宜得多，从那以后灯再也没有熄灭过。游客常问，这么漂亮的码头上为什么立着这么难看的东西，答案取决于他们问的是谁。老人们会说起那一夜，失去了舵的船怎样回到港里；年轻人则说，它让照片看起来很温暖。`,
		tokens: { llama3: 163, o200k: 156, cl100k: 247 },
	},
	{
		kind: 'Chinese',
		text: `请解释一下这里的重试逻辑是怎么工作的。我明白第一次请求会因为超时而失败，但是不明白为什么第二次尝试等待的时间比第三次还要长。最好先给我一个简短的总结，然后列出计算延迟的位置，最后说说你建议的更简单的做法。请不要改变公开的接口，因为还有两个团队依赖它，在下一次发布之前我们没有办法修改他们的代码。如果有什么地方看起来像是错误，请直接告诉我，并说明怎样在我自己的电脑上重现。`,
		tokens: { llama3: 127, o200k: 119, cl100k: 191 },
	},
	{
		kind: 'emoji',
		text: '😀😁😂🤣😃😄😅😆😉😊 👍👎👏🙌🙏 🚀🔥✨🎉🎊 🐶🐱🐭🐹🐰🦊🐻🐼 🍎🍐🍊🍋🍌🍉🍇🍓 ❤️💛💚💙💜 ⚽🏀🏈⚾🎾 🚗🚕🚙🚌🚎',
		tokens: { llama3: 136, o200k: 92, cl100k: 136 },
	},
	{
		kind: 'emoji',
		text: '😎😍😘🥰😗😙🤗🤩🤔🤨 👋🤚🖐️✋🖖 🌍🌎🌏🌕🌙 🐨🐯🦁🐮🐷🐸🐵🙈 🍕🍔🍟🌭🍿🥓🥚🍳 💔💕💞💓💗 🎸🎹🎺🎻🥁 ✈️🚁🚂🚆🚇',
		tokens: { llama3: 142, o200k: 105, cl100k: 142 },
	},
	{
		kind: 'Japanese',
		text: `港の事務所が冬のあいだ閉まったとき、明かりを消すことを誰も覚えていませんでした。十一月の嵐のあいだもずっと灯っていて、何年も文句を言っていた漁師たちは、初めて二つ目の浮標が見えることに気づきました。春になると、町議会はそれを残すことに決めました。`,
		tokens: { llama3: 90, o200k: 102, cl100k: 136 },
	},
	{
		kind: 'Japanese',
		text: `ここの再試行の仕組みを説明してください。最初のリクエストがタイムアウトで失敗するのは分かりますが、二回目の試行が三回目より長く待つ理由が分かりません。まず短い要約を、次に遅延を計算している場所の一覧を、最後にもっと簡単な方法の提案をお願いします。`,
		tokens: { llama3: 88, o200k: 92, cl100k: 129 },
	},
	{
		kind: 'Russian',
		text: `Когда контора порта закрылась на зиму, никто не вспомнил, что нужно выключить фонарь. Он горел все ноябрьские бури, и рыбаки, которые годами на него жаловались, впервые увидели второй буй. К весне городской совет решил его оставить. Это стоит городу около четырёхсот фунтов в год, то есть меньше, чем одно спасение.`,
		tokens: { llama3: 94, o200k: 86, cl100k: 156 },
	},
	{
		kind: 'Russian',
		text: `Объясните, пожалуйста, как здесь работает повторная отправка запроса. Я понимаю, что первый запрос завершается по времени, но не вижу, почему вторая попытка ждёт дольше третьей. Сначала дайте краткое изложение, затем список мест, где вычисляется задержка, и наконец ваше предложение, как сделать это проще.`,
		tokens: { llama3: 89, o200k: 73, cl100k: 133 },
	},
];
