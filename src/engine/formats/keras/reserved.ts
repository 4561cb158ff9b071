/** What Python and keras.Model have already: no layer, input or task is called so. */
export const reservedNames: readonly string[] = [
  ...'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type print exec'.split(
    ' ',
  ),
  ...'self keras ops n np inputs sum tuple range enumerate zip len max min float int bool str list dict set super training x mask'.split(
    ' ',
  ),
  ...'activity_regularizer add_loss add_metric add_weight build build_from_config built call compile compile_from_config compiled compiled_metrics compute_dtype compute_loss compute_loss_and_updates compute_mask compute_metrics compute_output_shape compute_output_spec count_params distribute_reduction_method distribute_strategy dtype dtype_policy evaluate export fit from_config get_compile_config get_config get_layer get_metrics_result get_state_tree get_weights input input_dtype input_spec jit_compile layers load_own_variables load_weights loss losses make_predict_function make_test_function make_train_function metrics metrics_names metrics_variables name named_weights non_trainable_variables non_trainable_weights optimizer output path penalty predict predict_function predict_on_batch predict_step quantization_mode quantize rematerialized_call remat_mode reset_metrics run_eagerly save save_own_variables save_weights set_state_tree set_weights stateless_call stateless_compute_loss steps_per_execution stop_training summary supports_jit supports_masking symbolic_call test_function test_on_batch test_step to_json train_function train_on_batch train_step trainable trainable_variables trainable_weights variable_dtype variables weights initialise seed_generator stateful'.split(
    ' ',
  ),
  'zero_padding',
];
