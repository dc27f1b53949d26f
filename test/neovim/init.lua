-- Opens a Pod in Neovim with Podscope as its language server: a diagnosis, a fix, and the simulated life as text. Results as JSON lines.
local root, node, bundle, out = vim.env.PODSCOPE_ROOT, vim.env.PODSCOPE_NODE, vim.env.PODSCOPE_BUNDLE, vim.env.PODSCOPE_OUT
local results = {}
local function say(key, value) results[key] = value end
local function finish(code)
  local file = io.open(out, 'w')
  file:write(vim.fn.json_encode(results))
  file:close()
  vim.cmd('cquit ' .. code)
end
local function wait(what, check)
  if vim.wait(20000, check, 50) then return end
  say('gaveUp', what)
  finish(1)
end

vim.cmd('edit ' .. root .. '/pod.yaml')
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({ name = 'podscope', cmd = { node, bundle, 'serve', '--stdio' }, root_dir = root })
vim.lsp.buf_attach_client(buffer, id)
local client = vim.lsp.get_client_by_id(id)

wait('a diagnosis', function() return #vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR }) > 0 end)
local found = vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })
say('errors', vim.tbl_map(function(one) return { line = one.lnum, message = one.message } end, found))

local function actions(kinds, line)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, context = { diagnostics = {}, only = kinds },
    range = { start = { line = line, character = 8 }, ['end'] = { line = line, character = 8 } } }
  local answer = client.request_sync('textDocument/codeAction', params, 20000, buffer)
  return answer and answer.result or {}
end

local fixes = actions({ 'quickfix' }, found[1].lnum)
say('fixes', vim.tbl_map(function(one) return one.title end, fixes))
vim.lsp.util.apply_workspace_edit(fixes[1].edit, client.offset_encoding)
say('text', vim.api.nvim_buf_get_lines(buffer, 0, -1, false))
wait('no error', function() return #vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR }) == 0 end)

-- What docs/editors.md tells people to put into their configuration.
vim.lsp.commands['podscope.showLife'] = function(command, context)
  vim.lsp.get_client_by_id(context.client_id).request('workspace/executeCommand', command, function(_, text)
    vim.cmd('new')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text or 'nothing to show', '\n'))
    vim.bo.buftype = 'nofile'
  end)
end

local life
for _, action in ipairs(actions(nil, 1)) do
  if type(action.command) == 'table' and action.command.command == 'podscope.showLife' then life = action end
end
say('lifeTitle', life and life.title or '')
if life then
  local before = vim.api.nvim_get_current_buf()
  vim.lsp.commands[life.command.command](life.command, { client_id = id })
  wait('the life as text', function() return vim.api.nvim_get_current_buf() ~= before and vim.api.nvim_buf_line_count(0) > 3 end)
  say('life', vim.api.nvim_buf_get_lines(0, 0, -1, false))
end
finish(0)
