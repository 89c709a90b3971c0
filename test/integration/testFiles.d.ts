declare module 'test-files';
