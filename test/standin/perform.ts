import type { ServerResponse } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type {
	Behaviour,
	Chunking,
	JsonBehaviour,
	RawBehaviour,
	ReplyBehaviour,
} from './behaviour.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { byteChunks } from './chunking.ts';
import { newEnvelope, textOf, usageOf } from './envelope.ts';
import { errorBody } from './errorBodies.ts';
import { explainAnswer, findExplainRequest } from './explainAnswer.ts';
import type { Generations } from './generations.ts';
import type { HoldGate } from './holdGate.ts';
import { jsonReply } from './jsonReply.ts';
import { plainAnswer } from './plainAnswer.ts';
import type { ReceivedRequest } from './receivedRequest.ts';
import type { ChatBody } from './requestSchema.ts';
import { type Step, streamSteps } from './streamSteps.ts';

/** One request on its way to an answer. */
export interface Exchange {
	readonly request: ReceivedRequest;
	readonly response: ServerResponse;
	readonly gate: HoldGate;
	readonly generations: Generations;
	/** Milliseconds between events where the behaviour does not say. */
	readonly pace: number;
	readonly chunking: Chunking;
	/** The model that answers; its price makes the cost. */
	readonly entry: CatalogueEntry | undefined;
}

/** Does what the behaviour says. Rejects when the connection closes meanwhile. */
export async function perform(behaviour: Behaviour, exchange: Exchange): Promise<void> {
	const { request, response, gate } = exchange;
	switch (behaviour.kind) {
		case 'answer':
			return reply({ ...behaviour, kind: 'reply', text: answerTo(request.chat) }, exchange);
		case 'reply':
			return reply(behaviour, exchange);
		case 'json':
			return json(behaviour, exchange);
		case 'raw':
			return raw(behaviour, exchange);
		case 'error': {
			const { type, text } = errorBody(behaviour.status, behaviour.body);
			response.writeHead(behaviour.status, { 'content-type': type, ...behaviour.headers });
			response.end(text);
			return;
		}
		case 'redirect':
			response.writeHead(behaviour.status ?? 307, { location: behaviour.location }).end();
			return;
		case 'reset':
			request.drop(true);
			return;
		case 'hang':
			await gate.hold(request, request.signal);
			return behaviour.next === undefined ? request.drop() : perform(behaviour.next, exchange);
	}
}

function answerTo(chat: ChatBody | undefined): string {
	const asked = chat?.messages.findLast((message) => message.role === 'user');
	const explain = asked === undefined ? undefined : findExplainRequest(textOf(asked));
	if (explain !== undefined) {
		return explainAnswer(explain);
	}
	return chat === undefined ? 'The stand-in has no question to answer.' : plainAnswer(chat);
}

/** How many alternatives are asked for at each token; undefined where log probabilities are not. */
function alternativesIn({ logprobs, top_logprobs: top }: ChatBody): number | undefined {
	if (logprobs !== true) return undefined;
	return typeof top === 'number' ? top : 0;
}

async function reply(behaviour: ReplyBehaviour, exchange: Exchange): Promise<void> {
	const { request, response, entry } = exchange;
	if (request.chat?.stream !== true) {
		const { text, reasoning, choices, finishReason } = behaviour;
		return json(
			{
				kind: 'json',
				text,
				...(reasoning === undefined ? {} : { reasoning }),
				...(choices === undefined ? {} : { choices }),
				...(finishReason === undefined ? {} : { finishReason }),
			},
			exchange,
		);
	}
	const shape = {
		...behaviour,
		chunking: behaviour.chunking ?? exchange.chunking,
		pace: behaviour.pace ?? exchange.pace,
	};
	const envelope = newEnvelope(
		behaviour.model ?? entry?.id ?? request.chat.model,
		behaviour.provider,
	);
	const said = [shape.text, ...(shape.choices ?? [])].join('');
	const usage = usageOf(request.chat, said, shape.reasoning ?? '', entry, shape);
	exchange.generations.add(envelope, usage, behaviour.finishReason ?? 'stop');
	response.writeHead(200, {
		'content-type': 'text/event-stream',
		'cache-control': 'no-cache',
		'x-generation-id': envelope.id,
	});
	response.flushHeaders();
	for (const step of streamSteps(shape, envelope, usage, alternativesIn(request.chat))) {
		await take(step, shape, exchange);
	}
	response.end();
}

async function take(
	step: Step,
	shape: { readonly pace: number; readonly chunking: Chunking },
	exchange: Exchange,
): Promise<void> {
	const { request, gate } = exchange;
	switch (step.do) {
		case 'hold':
			return gate.hold(request, request.signal);
		case 'destroy':
			return request.drop();
		case 'write':
			if (step.paced) {
				await pause(shape.pace, request.signal);
			}
			for (const [index, bytes] of byteChunks(Buffer.from(step.text), shape.chunking).entries()) {
				if (index > 0) {
					// Written in one turn of the event loop, the pieces would arrive as one.
					await pause(0, request.signal);
				}
				await write(bytes, exchange);
			}
	}
}

/** A pace of 0 still gives the other side its turn, so that a client can stop in mid-stream. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	await (milliseconds > 0
		? setTimeout(milliseconds, undefined, { signal })
		: setImmediate(undefined, { signal }));
}

/** Resolves when the operating system has the bytes, so that nothing is lost when the connection is dropped next. */
function write(bytes: Uint8Array, { request, response }: Exchange): Promise<void> {
	return new Promise((resolve, reject) => {
		const gone = () => reject(request.signal.reason);
		if (request.signal.aborted) {
			gone();
			return;
		}
		request.signal.addEventListener('abort', gone);
		response.write(bytes, (error) => {
			request.signal.removeEventListener('abort', gone);
			if (error) {
				reject(error);
			} else {
				resolve();
			}
		});
	});
}

function json(behaviour: JsonBehaviour, { request, response, entry }: Exchange): void {
	const envelope = newEnvelope(entry?.id ?? request.chat?.model ?? 'unknown');
	const said = [behaviour.text, ...(behaviour.choices ?? [])].join('');
	const usage = request.chat && usageOf(request.chat, said, behaviour.reasoning ?? '', entry);
	response.writeHead(200, {
		'content-type': behaviour.contentType ?? 'application/json',
		'x-generation-id': envelope.id,
	});
	if (behaviour.padded) {
		response.write('\n         \n\n         \n');
	}
	response.end(JSON.stringify(jsonReply(behaviour, envelope, usage)));
}

async function raw(behaviour: RawBehaviour, exchange: Exchange): Promise<void> {
	const { request, response, gate } = exchange;
	response.writeHead(behaviour.status ?? 200, {
		'content-type': 'text/event-stream',
		...behaviour.headers,
	});
	response.flushHeaders();
	for (const part of behaviour.parts) {
		if (typeof part === 'string' || part instanceof Uint8Array) {
			await pause(0, request.signal);
			await write(typeof part === 'string' ? Buffer.from(part) : part, exchange);
		} else {
			await gate.hold(request, request.signal);
		}
	}
	if (behaviour.finish === 'destroy') {
		request.drop();
	} else {
		response.end();
	}
}
