import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { languages } from '../util/localized.ts';
import { layerKind } from './layer-kinds.ts';
import { layers } from './registry.ts';

const expectComplete = (text: Readonly<Record<string, string>>): void => {
  for (const language of languages) expect(text[language]?.trim()).toBeTruthy();
};

const hasHan = /\p{Script=Han}/u;

describe.each(Object.entries(layers))('the layer kind %s', (id, layer) => {
  const defaults = layer.schema.parse({});

  it('is filed under its own name', () => {
    expect(layer.kind).toBe(id);
    expect(layerKind(id)).toBe(layer);
  });

  it('stands in one file, in the folder of its category', () => {
    const file = id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(existsSync(new URL(`./${layer.category}/${file}.ts`, import.meta.url))).toBe(true);
  });

  it('has a default for every parameter, and defaults that its own schema accepts', () => {
    expect(layer.schema.parse(defaults)).toEqual(defaults);
  });

  it('refuses a parameter that it does not know', () => {
    expect(layer.schema.safeParse({ nonsense: 1 }).success).toBe(false);
  });

  it('shows one field for every key of its schema', () => {
    expect(layer.fields.map((field) => field.name).sort()).toEqual(Object.keys(defaults).sort());
  });

  it('offers exactly the choices that its schema accepts, within the bounds that its fields state', () => {
    for (const field of layer.fields) {
      const accepts = (value: unknown): boolean => layer.schema.safeParse({ [field.name]: value }).success;
      if (field.control === 'choice') {
        for (const option of field.options) {
          expect(accepts(option.value)).toBe(true);
          expectComplete(option.title);
        }
        expect(accepts('no such choice')).toBe(false);
        expect(field.options.map((option) => option.value)).toContain(defaults[field.name]);
      } else if (field.control === 'switch') {
        expect(accepts(true) && accepts(false)).toBe(true);
      } else if (field.control === 'integers') {
        expect(Array.isArray(defaults[field.name])).toBe(true);
        if (field.length !== undefined) expect(defaults[field.name]).toHaveLength(field.length);
      } else {
        const { min, max } = field;
        if (min !== undefined) expect([accepts(min), accepts(min - 1)]).toEqual([true, false]);
        if (max !== undefined) expect([accepts(max), accepts(max + 1)]).toEqual([true, false]);
      }
    }
  });

  it('calls its choices so briefly that the narrowest select of the drawer shows them whole', () => {
    const halfWidths = (text: string): number => [...text].reduce((sum, sign) => sum + (hasHan.test(sign) ? 2 : 1), 0);
    const options = layer.fields.flatMap((field) => (field.control === 'choice' ? field.options : []));
    const titles = options.flatMap(({ title }) => languages.map((language) => title[language]));
    expect(titles.filter((title) => halfWidths(title) > 15)).toEqual([]);
  });

  it('is explained in every language', () => {
    for (const text of [layer.text.title, layer.text.summary, layer.text.more]) expectComplete(text);
    for (const field of layer.fields) {
      expectComplete(field.title);
      expectComplete(field.help);
      expect(field.help['zh-CN']).toMatch(hasHan);
    }
    expect(layer.text.title['zh-CN']).toMatch(hasHan);
    expect(layer.text.more['zh-CN']).toMatch(hasHan);
  });

  it('refers only to fields that it has', () => {
    const names = layer.fields.map((field) => field.name);
    for (const { shownWhen } of layer.fields) if (shownWhen) expect(names).toContain(shownWhen.field);
  });

  it('has at least one input port', () => {
    expect(layer.inputs.length).toBeGreaterThan(0);
  });
});

describe('the catalogue', () => {
  it('knows no other kind, not even the names that every object has', () => {
    expect(layerKind('transformer')).toBeUndefined();
    expect(layerKind('toString')).toBeUndefined();
  });

  it('gives titles that differ from one another', () => {
    for (const language of languages) {
      const titles = Object.values(layers).map((layer) => layer.text.title[language]);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });

  it('describes parameters as JSON, as a document keeps them', () => {
    for (const layer of Object.values(layers)) {
      const defaults = layer.schema.parse({});
      expect(JSON.parse(JSON.stringify(defaults))).toEqual(defaults);
      expect(z.record(z.string(), z.unknown()).safeParse(defaults).success).toBe(true);
    }
  });
});
