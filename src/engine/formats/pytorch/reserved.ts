/** What Python and torch.nn.Module have already: no layer, input or task is called so. */
export const reservedNames: readonly string[] = [
  ...'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type print exec'.split(
    ' ',
  ),
  ...'self torch nn F n device inputs sum tuple range enumerate zip len max min float int bool str list dict set'.split(' '),
  ...'T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr forward get_buffer get_extra_state get_parameter get_submodule half initialise ipu load_state_dict modules mtia named_buffers named_children named_modules named_parameters parameters parting penalty register_backward_hook register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad'.split(
    ' ',
  ),
];
