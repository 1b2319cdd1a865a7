import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// In development the host runs on its own port and Vite passes everything that is not a page to it.
const host = process.env.TELLERLINE_HOST ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react()],
  logLevel: 'warn',
  build: {
    outDir: '../src/Host/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    // Ant Design is one chunk of about 1 MB (310 KB gzip); it is cached for good by its hash.
    chunkSizeWarningLimit: 1600,
  },
  server: {
    proxy: {
      '/api': host,
      '/hub': { target: host, ws: true },
      '/sip': { target: host, ws: true },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
