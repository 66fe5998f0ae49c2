// @ts-check
import { kept } from "keeping";

export default {
  mixins: [kept],
  props: { kind: String, options: Array },
  template: `
    <div class="pp-field">
      <template v-if="kind === 'tick'">
        <label class="pp-tick">
          <input type="checkbox" :id="field" :checked="now" :aria-describedby="described"
            @change="change($event.target.checked, 0)">
          <span>{{ label }}</span>
        </label>
        <p v-if="hint" class="pp-hint" :id="field + '-hint'">{{ hint }}</p>
      </template>
      <template v-else-if="kind === 'select'">
        <label class="pp-label" :for="field">{{ label }}</label>
        <p v-if="hint" class="pp-hint" :id="field + '-hint'">{{ hint }}</p>
        <select class="pp-input" :id="field" :value="now" :aria-describedby="described"
          @change="change($event.target.value, 0)">
          <option v-for="[value, words] in options" :key="value" :value="value">{{ words }}</option>
        </select>
      </template>
      <fieldset v-else class="pp-choices" :aria-describedby="described">
        <legend class="pp-label">{{ label }}</legend>
        <p v-if="hint" class="pp-hint" :id="field + '-hint'">{{ hint }}</p>
        <label v-for="[value, words] in options" :key="value" class="pp-tick">
          <input type="radio" :name="field" :value="value" :checked="now === value" @change="change(value, 0)">
          <span>{{ words }}</span>
        </label>
      </fieldset>
      <p class="pp-status" :id="field + '-status'" role="status" :data-state="state">{{ sentence }}</p>
    </div>`,
};
