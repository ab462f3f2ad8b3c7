/** What a field is filled in with, one component for each way that a kind may name. */
import type { Component } from 'vue'
import type { Input } from '#kinds/index.ts'
import DayInput from './DayInput.vue'
import LineInput from './LineInput.vue'
import ParagraphInput from './ParagraphInput.vue'
import PlaceInput from './PlaceInput.vue'
import RowInput from './RowInput.vue'
import WordsInput from './WordsInput.vue'

/** What every one of them is given; each says `update:modelValue` with what was typed or chosen, as text. */
export interface InputProps {
  id: string
  modelValue: string
  placeholder?: string
  /** May be left empty again. */
  optional?: boolean
  choices?: readonly string[]
  /** The ledgers of which it is a row. */
  to?: readonly { id: string; title: string }[]
  /** What was typed is refused: the reason stands under `${id}-fault`. */
  invalid?: boolean
}

export const inputs = {
  line: LineInput,
  paragraph: ParagraphInput,
  words: WordsInput,
  day: DayInput,
  place: PlaceInput,
  row: RowInput,
} satisfies Record<Input, Component>
