export const methodFacts = {
  helps: '适用：',
  formula: '公式',
  notation:
    'T 为任务数；L 为损失，F 为验证数据上的损失；g 为共享部分的梯度，n 为其长度，K = GGᵀ；w 为权重，d 为更新方向；λ 为你的权重，r 为其占比。',
  promises: {
    nonConflicting: '每一步都不使任何任务变差',
    scaleInvariant: '与损失的单位无关',
  },
  honours: {
    factor: '你设定的权重与它给出的权重相乘。',
    scaling: '你设定的权重与它所见的损失相乘。',
    prior: '你设定的权重就是它遵循的偏好。',
    ignored: '你设定的权重不起作用。',
  },
  passes: '每步的传播：前向加反向 {{whole}} 次，仅前向 {{forward}} 次；普通一步为前向加反向 1 次。',
  needs: {
    nothing: '不需要额外的传播；只有在极小的网络中才感觉得到开销。',
    pastLosses: '不需要额外的传播；只有在极小的网络中才感觉得到开销。',
    losses: '它在求梯度之前需要每一步的损失，不需要额外的传播；只有在极小的网络中才感觉得到开销。',
    gramian: '它需要每个任务在共享部分上的梯度：每个任务一次反向传播，合并计算。',
    lossesAfter: '它在每一步之后再看一次同一批样本。',
    gradients: '它需要梯度本身，逐一存放在内存中，其中一些逐步累积。',
    batches: '它在每一步还需要每个任务在另外两批样本上的梯度。',
    validation: '它在每一步还要看一批验证数据，并求每个任务在其上的梯度。',
  },
};
