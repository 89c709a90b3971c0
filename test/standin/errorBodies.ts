import type { ErrorBody } from './behaviour.ts';

/** An error body as it goes out, with its Content-Type. */
export function errorBody(
	status: number,
	body: ErrorBody,
): { readonly type: string; readonly text: string } {
	switch (body.shape) {
		case 'html':
			return { type: 'text/html; charset=UTF-8', text: page(status, body.message) };
		case 'text':
			return { type: 'text/plain', text: body.message };
		case 'empty':
			return { type: 'text/plain', text: '' };
		default:
			return { type: 'application/json', text: JSON.stringify(jsonBody(status, body)) };
	}
}

function jsonBody(
	status: number,
	body: Exclude<ErrorBody, { shape: 'html' | 'text' | 'empty' }>,
): object {
	switch (body.shape) {
		case 'object': {
			const metadata = body.metadata === undefined ? {} : { metadata: body.metadata };
			const user = body.userId === undefined ? {} : { user_id: body.userId };
			const more = body.availability === undefined ? {} : { availability: body.availability };
			return { error: { message: body.message, code: status, ...metadata, ...more }, ...user };
		}
		case 'openai': {
			const type = body.type ?? 'invalid_request_error';
			return { error: { message: body.message, type, param: null, code: null } };
		}
		case 'raw': {
			const metadata = { raw: body.raw, provider_name: body.providerName ?? 'Stand-in' };
			return { error: { message: 'Provider returned error', code: status, metadata } };
		}
		case 'string':
			return { error: body.message };
		case 'codeAndString':
			return { code: body.code, error: body.message };
		case 'detail':
			return { detail: body.message };
		case 'message':
			return { status: 'failure', message: body.message };
		case 'zod': {
			const issue = { code: 'custom', path: body.path, message: body.message };
			const message = JSON.stringify([issue], undefined, 2);
			return { success: false, error: { name: 'ZodError', message } };
		}
	}
}

function page(status: number, message: string): string {
	return `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>${message}</h1></body></html>\n`;
}
