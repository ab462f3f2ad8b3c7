import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [vue()],
  build: {
    outDir: '../../dist/web/console',
    emptyOutDir: true,
    // Offices run 360 and similar browsers on Chromium 86.
    target: 'chrome86',
    cssTarget: 'chrome86',
  },
})
