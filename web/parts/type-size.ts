/** Large type (20 px), kept on this machine. */
import { ref } from 'vue'

const key = 'shouwang-type'

export const largeType = ref(false)

export function readTypeSize(): void {
  show(localStorage.getItem(key) === 'large')
}

export function setLargeType(large: boolean): void {
  localStorage.setItem(key, large ? 'large' : 'normal')
  show(large)
}

function show(large: boolean): void {
  largeType.value = large
  document.documentElement.dataset.type = large ? 'large' : 'normal'
}
