import type { Strings } from '../types.ts';

export const answers: Strings['answers'] = {
  file: {
    about: '对整张表格进行预测：输入一个 CSV 文件，得到一个 CSV 文件。数据不会离开这台电脑。',
    choose: '对文件进行预测…',
    cancel: '取消',
    progress: '正在预测 {{file}}',
    done: '{{file}}：已预测 {{rows}} 行。',
    missing: '文件中缺少的列（按缺失值处理）：{{columns}}。',
    empty: '{{number}} 个单元格为空，按缺失值处理。',
    ragged: '{{number}} 行的单元格数与第一行不同。',
    broken: '从第 {{line}} 行起未能读取：引号没有配对。',
    unreadable: '{{number}} 个单元格无法读取，按缺失值处理，例如：',
    example: '第 {{line}} 行，{{column}}：“{{value}}”',
    unused: '模型未使用的列：{{columns}}。',
  },
};
