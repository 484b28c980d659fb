// Who is this? A contact has many names on one account, and every one of them leads to the same conversation.
import { expect, test } from 'bun:test'
import {
  answered,
  claimed,
  conversationOf,
  customer,
  deliver,
  minute,
  noon,
  opener,
  receipt,
  says,
} from '../support/memory.ts'

const open = opener(':memory:')
const bsuid = 'MX.13491208655302741918'
const phone = '5215512345678'

test('a customer who comes back under another name is the same one', async () => {
  const store = open()
  await deliver(store, [says('m1', 'Hola', { from: customer(phone) })])
  await deliver(store, [says('m2', 'sigo aquí', { from: customer(bsuid), aliases: [phone] })])
  await deliver(store, [says('m3', 'y aquí', { from: customer(bsuid) })])
  expect((await store.counts()).conversations).toBe(1)
  expect(await store.find(customer(bsuid))).toBe(await conversationOf(store, customer(phone)))
  await store.close()
})

test('the answer goes to the name used last, and a person reads the phone number', async () => {
  const store = open()
  await deliver(store, [says('m1', 'Hola', { from: customer(phone) })])
  await deliver(store, [says('m2', 'Hola', { from: customer(bsuid), aliases: [phone] })])
  const turn = await store.claimTurn(noon + minute)
  expect(turn?.to.contact).toBe(bsuid)
  const [view] = (await store.conversations({ limit: 1 }, noon)).items
  expect(view?.contact.address).toBe(phone)
  await store.close()
})

test('a name that belongs to someone else stays theirs', async () => {
  const store = open()
  await deliver(store, [says('m1', 'Hola', { from: customer('1') })])
  await deliver(store, [says('m2', 'Hola', { from: customer('2') })])
  await deliver(store, [says('m3', 'Hola', { from: customer('1'), aliases: ['2'] })])
  expect(await store.find(customer('2'))).not.toBe(await store.find(customer('1')))
  await store.close()
})

test('the same name on another account is someone else', async () => {
  const store = open()
  await deliver(store, [says('m1', 'Hola')])
  await deliver(store, [says('m2', 'Hola', { from: { ...customer(), account: 'otra' } })])
  expect((await store.counts()).conversations).toBe(2)
  await store.close()
})

test('two names that turn out to be one person lead to one conversation', async () => {
  const store = open()
  await deliver(store, [says('m1', 'Hola', { from: customer('1') })])
  await deliver(store, [{ type: 'contact.merged', key: 'k', from: customer('1'), at: noon, alias: 'nuevo' }])
  await deliver(store, [says('m2', 'Hola', { from: customer('nuevo') })])
  expect((await store.counts()).conversations).toBe(1)
  await store.close()
})

test('a receipt under any name finds the message', async () => {
  const store = open()
  await answered(store, ['uno'], customer(phone))
  const send = await claimed(store, noon + minute)
  const from = customer('un nombre que nadie conoce')
  await deliver(store, [receipt('read', { callback: `${send.id}.1.00000000`, ref: 'w1', from })])
  expect((await store.message(send.id))?.status).toBe('read')
  await store.close()
})
