/** Replies as models write them, with what is hard about reading them in pieces. */
export const replies: Readonly<Record<string, string>> = {
	mixed: `Here's how to **sum** a list in *Python*:

\`\`\`python
def total(values):
    """Add them up.

    Blank lines count.
    """
    return sum(values)
\`\`\`

1. Call \`total([1, 2])\`
   - with a list
   - or a tuple:

     \`\`\`py
     total((1, 2))
     \`\`\`
2. Read the [docs](https://docs.python.org/3/ "Python").
10. Done -- see https://example.com/a_b_c.

| Function | Time | Note |
|:---------|:----:|-----:|
| \`sum\`  | O(n) | a \\| b |
| \`fsum\` | O(n) |
| extra | cells | are | dropped |

> **Note:** quotes
lazily continue.
>
> - and hold lists

***

Setext heading
==============
`,
	nestedFences: `Write this in your README:

\`\`\`\`markdown
# Title

\`\`\`js
run();
\`\`\`
\`\`\`\`

and

~~~
\`\`\`
not closed by backticks
~~~
`,
	unclosedFence: `Start:

- item

  \`\`\`ts
  const a = 1;

  const b = 2;
`,
	tasks: `- [x] read
- [ ] write
  - [ ] nested

- [X] loose now
- [y] not a box
- [ ]
`,
	references: `See [the spec][spec], [spec] and [none].

- also [Spec][] and ![logo][img]

[spec]: https://spec.commonmark.org/0.31.2/
  "The spec"
[img]: <https://example.com/logo.png>
[spec]: https://example.com/second

Later: [spec].
`,
	windows:
		'First line\r\nsecond line\r\n\r\n```c\r\nint main(void) {\r\n\treturn 0;\r\n}\r\n```\r\nend\rlast',
	tabs: '-\tone\n\n\ttwo\n\n\t\tcode\n\n>\t\tquoted code\n\n\tindented\n\n\n\tstill\n\ntext\n',
	html: '<details>\n<summary>More</summary>\n\n**bold** <b>raw</b>\n\n</details>\n\n<!-- a\n\nb -->\n<br>\n\nx <br> y\n',
	ambiguous: `text
-
more
- - -
* * *
+ +
1
1)
- # h
- > q
  lazy
-     code

12) twelve
#
#no
| a |
| not a table
| b | c |
|---|---|
`,
	longLines: `${'word '.repeat(2000)}\n\n\`\`\`\n${'x'.repeat(20_000)}\n\`\`\`\n- ${'y'.repeat(5000)}\n`,
	longParagraph: `${'Words with **bold *and* strong** text, `code_with_marks *` and [links](https://a.bc/d_e). '.repeat(60)}
${'A * star and snake_case in https://a.bc/d_e_f, ~~struck~~ out. '.repeat(30)}${'plain words only. '.repeat(90)}**unclosed [bracket \`tick
and **closed** at the end`,
	emoji: 'Smile 😀 and **bold 👩‍💻** `𝒙`\n\n- 日本語**テスト**\n- مرحبا\n',
	maths: String.raw`It costs $5 and $10, or $$ a lot. By \(a_1 + b_1\):
\[
x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
- 1
\]
1. As above, $$y = \text{*not this*}$$ and *this*.

   $$
   > z
   === $$
2. \[q\] and \(unclosed *text*

$$
never closed

\[ \[x] \(\) \[
`.concat('plain words only. '.repeat(40), '\\(', 'x + '.repeat(150), '\\) **end**\n\n$$\n'),
	empty: '',
	blank: '\n \n\t\n',
};
