import type { HLJSApi } from 'highlight.js';
import ada from 'highlight.js/lib/languages/ada';
import apache from 'highlight.js/lib/languages/apache';
import applescript from 'highlight.js/lib/languages/applescript';
import armasm from 'highlight.js/lib/languages/armasm';
import asciidoc from 'highlight.js/lib/languages/asciidoc';
import awk from 'highlight.js/lib/languages/awk';
import bash from 'highlight.js/lib/languages/bash';
import clojure from 'highlight.js/lib/languages/clojure';
import cmake from 'highlight.js/lib/languages/cmake';
import crystal from 'highlight.js/lib/languages/crystal';
import csharp from 'highlight.js/lib/languages/csharp';
import d from 'highlight.js/lib/languages/d';
import dart from 'highlight.js/lib/languages/dart';
import delphi from 'highlight.js/lib/languages/delphi';
import diff from 'highlight.js/lib/languages/diff';
import django from 'highlight.js/lib/languages/django';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import dos from 'highlight.js/lib/languages/dos';
import elixir from 'highlight.js/lib/languages/elixir';
import elm from 'highlight.js/lib/languages/elm';
import erlang from 'highlight.js/lib/languages/erlang';
import fortran from 'highlight.js/lib/languages/fortran';
import fsharp from 'highlight.js/lib/languages/fsharp';
import glsl from 'highlight.js/lib/languages/glsl';
import go from 'highlight.js/lib/languages/go';
import gradle from 'highlight.js/lib/languages/gradle';
import graphql from 'highlight.js/lib/languages/graphql';
import groovy from 'highlight.js/lib/languages/groovy';
import handlebars from 'highlight.js/lib/languages/handlebars';
import haskell from 'highlight.js/lib/languages/haskell';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import json from 'highlight.js/lib/languages/json';
import julia from 'highlight.js/lib/languages/julia';
import kotlin from 'highlight.js/lib/languages/kotlin';
import latex from 'highlight.js/lib/languages/latex';
import lisp from 'highlight.js/lib/languages/lisp';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import matlab from 'highlight.js/lib/languages/matlab';
import nginx from 'highlight.js/lib/languages/nginx';
import nim from 'highlight.js/lib/languages/nim';
import nix from 'highlight.js/lib/languages/nix';
import ocaml from 'highlight.js/lib/languages/ocaml';
import perl from 'highlight.js/lib/languages/perl';
import php from 'highlight.js/lib/languages/php';
import plaintext from 'highlight.js/lib/languages/plaintext';
import powershell from 'highlight.js/lib/languages/powershell';
import prolog from 'highlight.js/lib/languages/prolog';
import properties from 'highlight.js/lib/languages/properties';
import protobuf from 'highlight.js/lib/languages/protobuf';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import scala from 'highlight.js/lib/languages/scala';
import scheme from 'highlight.js/lib/languages/scheme';
import shell from 'highlight.js/lib/languages/shell';
import swift from 'highlight.js/lib/languages/swift';
import tcl from 'highlight.js/lib/languages/tcl';
import twig from 'highlight.js/lib/languages/twig';
import vbnet from 'highlight.js/lib/languages/vbnet';
import verilog from 'highlight.js/lib/languages/verilog';
import vhdl from 'highlight.js/lib/languages/vhdl';
import vim from 'highlight.js/lib/languages/vim';
import wasm from 'highlight.js/lib/languages/wasm';
import x86asm from 'highlight.js/lib/languages/x86asm';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import type { OpenEnd } from './colourSteps.ts';
import {
	c,
	coffeescript,
	cpp,
	css,
	javascript,
	less,
	objectivec,
	pgsql,
	scss,
	sql,
	stylus,
	typescript,
} from './relatedGrammars.ts';

type HighlightNode = ReturnType<ReturnType<typeof createLowlight>['highlight']>['children'][number];

/** What the grammar that read last is in at the end of the code: itself, or something that it has begun. */
let atEnd: object | undefined;

/** lowlight gives no other way to highlight.js than what a grammar is made with. */
function watchEnds(api: HLJSApi): void {
	api.addPlugin({
		'after:highlight': ({ _top }) => {
			atEnd = _top;
		},
	});
}

const lowlight = createLowlight({
	ada,
	apache,
	applescript,
	armasm,
	asciidoc,
	awk,
	bash,
	c,
	clojure,
	cmake,
	coffeescript,
	cpp,
	crystal,
	csharp,
	css,
	d,
	dart,
	delphi,
	diff,
	django,
	dockerfile,
	dos,
	elixir,
	elm,
	erlang,
	fortran,
	fsharp,
	glsl,
	go,
	gradle,
	graphql,
	groovy,
	handlebars,
	haskell,
	http,
	ini,
	java,
	javascript,
	json,
	julia,
	kotlin,
	latex,
	less,
	lisp,
	lua,
	makefile,
	markdown,
	matlab,
	nginx,
	nim,
	nix,
	objectivec,
	ocaml,
	perl,
	pgsql,
	php,
	plaintext: (api) => {
		watchEnds(api);
		return plaintext(api);
	},
	powershell,
	prolog,
	properties,
	protobuf,
	python,
	r,
	ruby,
	rust,
	scala,
	scheme,
	scss,
	shell,
	sql,
	stylus,
	swift,
	tcl,
	twig,
	typescript,
	vbnet,
	verilog,
	vhdl,
	vim,
	wasm,
	x86asm,
	xml,
	yaml,
});

/** What people call a language where the grammar knows it by other names only. */
lowlight.registerAlias({
	bash: ['shellscript', 'fish', 'ksh'],
	clojure: ['cljs', 'cljc'],
	cmake: ['cmakelists'],
	csharp: ['csx'],
	dockerfile: ['containerfile'],
	dos: ['batch', 'batchfile'],
	ini: ['conf', 'cfg', 'editorconfig', 'dotenv', 'env'],
	javascript: ['node', 'javascriptreact'],
	json: ['ndjson', 'geojson', 'ipynb'],
	julia: ['jl'],
	latex: ['bibtex', 'sty'],
	lisp: ['elisp', 'emacs-lisp', 'common-lisp'],
	makefile: ['gnumake'],
	objectivec: ['objective-c'],
	pgsql: ['plpgsql'],
	php: ['php8'],
	powershell: ['pwsh'],
	protobuf: ['proto3'],
	python: ['python3', 'starlark', 'bazel'],
	r: ['rscript', 'rlang'],
	sql: ['mysql', 'sqlite', 'tsql', 'plsql', 'bigquery'],
	twig: ['nunjucks'],
	typescript: ['typescriptreact', 'deno'],
	verilog: ['systemverilog'],
	wasm: ['wat', 'webassembly'],
	x86asm: ['asm', 'nasm', 's'],
	xml: ['vue', 'svelte', 'astro', 'xaml', 'mathml'],
	yaml: ['docker-compose', 'github-actions'],
});

/** Lines that were coloured without those after them. */
export interface ColouredLines {
	/** Without line breaks; what goes over several lines has spans in each. */
	readonly lines: readonly DocumentFragment[];
	/** What begins in them and goes on, such as a comment: what follows cannot be coloured without it. */
	readonly end: OpenEnd;
}

/**
 * Colours complete lines of code, as spans with the classes of highlight.js (`hljs-*`). They may go on.
 * @param language as a fence names it; case does not matter, and what follows a colon or comma is left out.
 * @returns undefined if no grammar of that name is known.
 */
export function highlightLines(
	lines: readonly string[],
	language: string,
): ColouredLines | undefined {
	const name = grammarOf(language);
	if (name === undefined) return undefined;
	atEnd = undefined;
	const { children } = lowlight.highlight(name, `${lines.join('\n')}\n`);
	const writer = new LineWriter();
	writer.write(children);
	return { lines: writer.lines.slice(0, lines.length), end: openEnd(atEnd) };
}

/** @param mode of highlight.js: each has what it is made from as its prototype, and the mode around it as its parent */
function openEnd(mode: object | undefined): OpenEnd {
	// It could not be read: nobody knows.
	if (mode === undefined) return { constructs: [{}], isWhole: false };
	const constructs: object[] = [];
	let isWhole = true;
	for (let at: object | undefined = mode; at !== undefined; ) {
		const parent: unknown = 'parent' in at ? at.parent : undefined;
		const embeds = 'subLanguage' in at;
		if (embeds) isWhole = false;
		if (typeof parent !== 'object' && !embeds) break;
		constructs.unshift(Object.getPrototypeOf(at) ?? at);
		at = typeof parent === 'object' && parent !== null ? parent : undefined;
	}
	return { constructs, isWhole };
}

/** The name by which lowlight knows the grammar. */
function grammarOf(language: string): string | undefined {
	const name = /^[^:,{]*/.exec(language.toLowerCase())?.[0] ?? '';
	return lowlight.registered(name) ? name : undefined;
}

/** Writes coloured code line by line. */
class LineWriter {
	readonly lines = [document.createDocumentFragment()];
	/** The classes of the spans that are open. */
	readonly #open: string[] = [];
	#parent: Node = this.lines[0] ?? document.createDocumentFragment();

	write(nodes: readonly HighlightNode[]): void {
		for (const node of nodes) {
			if (node.type === 'text') this.#text(node.value);
			else if (node.type === 'element') {
				this.#open.push(classOf(node));
				this.#begin(this.#open.at(-1) ?? '');
				this.write(node.children);
				this.#open.pop();
				this.#parent = this.#parent.parentNode ?? this.#parent;
			}
		}
	}

	#text(text: string): void {
		for (const [index, part] of text.split('\n').entries()) {
			if (index > 0) this.#beginLine();
			if (part !== '') this.#parent.appendChild(document.createTextNode(part));
		}
	}

	#beginLine(): void {
		const line = document.createDocumentFragment();
		this.lines.push(line);
		this.#parent = line;
		for (const name of this.#open) this.#begin(name);
	}

	#begin(className: string): void {
		const span = document.createElement('span');
		span.className = className;
		this.#parent.appendChild(span);
		this.#parent = span;
	}
}

function classOf({ properties }: Extract<HighlightNode, { type: 'element' }>): string {
	const classes = properties['className'];
	return Array.isArray(classes) ? classes.join(' ') : '';
}
