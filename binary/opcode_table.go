package binary

// The operator table: one row an instruction. Decoding, validation, printing,
// parsing and encoding all read it; a plain instruction of a new proposal is
// one more constant and one more row.

// Opcodes, one-byte ones by their byte, prefixed ones at PrefixFB… plus their
// secondary code.
const (
	OpUnreachable                   Opcode = 0x000
	OpNop                           Opcode = 0x001
	OpBlock                         Opcode = 0x002
	OpLoop                          Opcode = 0x003
	OpIf                            Opcode = 0x004
	OpElse                          Opcode = 0x005
	OpTry                           Opcode = 0x006
	OpCatch                         Opcode = 0x007
	OpThrow                         Opcode = 0x008
	OpRethrow                       Opcode = 0x009
	OpThrowRef                      Opcode = 0x00a
	OpEnd                           Opcode = 0x00b
	OpBr                            Opcode = 0x00c
	OpBrIf                          Opcode = 0x00d
	OpBrTable                       Opcode = 0x00e
	OpReturn                        Opcode = 0x00f
	OpCall                          Opcode = 0x010
	OpCallIndirect                  Opcode = 0x011
	OpReturnCall                    Opcode = 0x012
	OpReturnCallIndirect            Opcode = 0x013
	OpCallRef                       Opcode = 0x014
	OpReturnCallRef                 Opcode = 0x015
	OpDelegate                      Opcode = 0x018
	OpCatchAll                      Opcode = 0x019
	OpDrop                          Opcode = 0x01a
	OpSelect                        Opcode = 0x01b
	OpSelectTyped                   Opcode = 0x01c
	OpTryTable                      Opcode = 0x01f
	OpLocalGet                      Opcode = 0x020
	OpLocalSet                      Opcode = 0x021
	OpLocalTee                      Opcode = 0x022
	OpGlobalGet                     Opcode = 0x023
	OpGlobalSet                     Opcode = 0x024
	OpTableGet                      Opcode = 0x025
	OpTableSet                      Opcode = 0x026
	OpI32Load                       Opcode = 0x028
	OpI64Load                       Opcode = 0x029
	OpF32Load                       Opcode = 0x02a
	OpF64Load                       Opcode = 0x02b
	OpI32Load8S                     Opcode = 0x02c
	OpI32Load8U                     Opcode = 0x02d
	OpI32Load16S                    Opcode = 0x02e
	OpI32Load16U                    Opcode = 0x02f
	OpI64Load8S                     Opcode = 0x030
	OpI64Load8U                     Opcode = 0x031
	OpI64Load16S                    Opcode = 0x032
	OpI64Load16U                    Opcode = 0x033
	OpI64Load32S                    Opcode = 0x034
	OpI64Load32U                    Opcode = 0x035
	OpI32Store                      Opcode = 0x036
	OpI64Store                      Opcode = 0x037
	OpF32Store                      Opcode = 0x038
	OpF64Store                      Opcode = 0x039
	OpI32Store8                     Opcode = 0x03a
	OpI32Store16                    Opcode = 0x03b
	OpI64Store8                     Opcode = 0x03c
	OpI64Store16                    Opcode = 0x03d
	OpI64Store32                    Opcode = 0x03e
	OpMemorySize                    Opcode = 0x03f
	OpMemoryGrow                    Opcode = 0x040
	OpI32Const                      Opcode = 0x041
	OpI64Const                      Opcode = 0x042
	OpF32Const                      Opcode = 0x043
	OpF64Const                      Opcode = 0x044
	OpI32Eqz                        Opcode = 0x045
	OpI32Eq                         Opcode = 0x046
	OpI32Ne                         Opcode = 0x047
	OpI32LtS                        Opcode = 0x048
	OpI32LtU                        Opcode = 0x049
	OpI32GtS                        Opcode = 0x04a
	OpI32GtU                        Opcode = 0x04b
	OpI32LeS                        Opcode = 0x04c
	OpI32LeU                        Opcode = 0x04d
	OpI32GeS                        Opcode = 0x04e
	OpI32GeU                        Opcode = 0x04f
	OpI64Eqz                        Opcode = 0x050
	OpI64Eq                         Opcode = 0x051
	OpI64Ne                         Opcode = 0x052
	OpI64LtS                        Opcode = 0x053
	OpI64LtU                        Opcode = 0x054
	OpI64GtS                        Opcode = 0x055
	OpI64GtU                        Opcode = 0x056
	OpI64LeS                        Opcode = 0x057
	OpI64LeU                        Opcode = 0x058
	OpI64GeS                        Opcode = 0x059
	OpI64GeU                        Opcode = 0x05a
	OpF32Eq                         Opcode = 0x05b
	OpF32Ne                         Opcode = 0x05c
	OpF32Lt                         Opcode = 0x05d
	OpF32Gt                         Opcode = 0x05e
	OpF32Le                         Opcode = 0x05f
	OpF32Ge                         Opcode = 0x060
	OpF64Eq                         Opcode = 0x061
	OpF64Ne                         Opcode = 0x062
	OpF64Lt                         Opcode = 0x063
	OpF64Gt                         Opcode = 0x064
	OpF64Le                         Opcode = 0x065
	OpF64Ge                         Opcode = 0x066
	OpI32Clz                        Opcode = 0x067
	OpI32Ctz                        Opcode = 0x068
	OpI32Popcnt                     Opcode = 0x069
	OpI32Add                        Opcode = 0x06a
	OpI32Sub                        Opcode = 0x06b
	OpI32Mul                        Opcode = 0x06c
	OpI32DivS                       Opcode = 0x06d
	OpI32DivU                       Opcode = 0x06e
	OpI32RemS                       Opcode = 0x06f
	OpI32RemU                       Opcode = 0x070
	OpI32And                        Opcode = 0x071
	OpI32Or                         Opcode = 0x072
	OpI32Xor                        Opcode = 0x073
	OpI32Shl                        Opcode = 0x074
	OpI32ShrS                       Opcode = 0x075
	OpI32ShrU                       Opcode = 0x076
	OpI32Rotl                       Opcode = 0x077
	OpI32Rotr                       Opcode = 0x078
	OpI64Clz                        Opcode = 0x079
	OpI64Ctz                        Opcode = 0x07a
	OpI64Popcnt                     Opcode = 0x07b
	OpI64Add                        Opcode = 0x07c
	OpI64Sub                        Opcode = 0x07d
	OpI64Mul                        Opcode = 0x07e
	OpI64DivS                       Opcode = 0x07f
	OpI64DivU                       Opcode = 0x080
	OpI64RemS                       Opcode = 0x081
	OpI64RemU                       Opcode = 0x082
	OpI64And                        Opcode = 0x083
	OpI64Or                         Opcode = 0x084
	OpI64Xor                        Opcode = 0x085
	OpI64Shl                        Opcode = 0x086
	OpI64ShrS                       Opcode = 0x087
	OpI64ShrU                       Opcode = 0x088
	OpI64Rotl                       Opcode = 0x089
	OpI64Rotr                       Opcode = 0x08a
	OpF32Abs                        Opcode = 0x08b
	OpF32Neg                        Opcode = 0x08c
	OpF32Ceil                       Opcode = 0x08d
	OpF32Floor                      Opcode = 0x08e
	OpF32Trunc                      Opcode = 0x08f
	OpF32Nearest                    Opcode = 0x090
	OpF32Sqrt                       Opcode = 0x091
	OpF32Add                        Opcode = 0x092
	OpF32Sub                        Opcode = 0x093
	OpF32Mul                        Opcode = 0x094
	OpF32Div                        Opcode = 0x095
	OpF32Min                        Opcode = 0x096
	OpF32Max                        Opcode = 0x097
	OpF32Copysign                   Opcode = 0x098
	OpF64Abs                        Opcode = 0x099
	OpF64Neg                        Opcode = 0x09a
	OpF64Ceil                       Opcode = 0x09b
	OpF64Floor                      Opcode = 0x09c
	OpF64Trunc                      Opcode = 0x09d
	OpF64Nearest                    Opcode = 0x09e
	OpF64Sqrt                       Opcode = 0x09f
	OpF64Add                        Opcode = 0x0a0
	OpF64Sub                        Opcode = 0x0a1
	OpF64Mul                        Opcode = 0x0a2
	OpF64Div                        Opcode = 0x0a3
	OpF64Min                        Opcode = 0x0a4
	OpF64Max                        Opcode = 0x0a5
	OpF64Copysign                   Opcode = 0x0a6
	OpI32WrapI64                    Opcode = 0x0a7
	OpI32TruncF32S                  Opcode = 0x0a8
	OpI32TruncF32U                  Opcode = 0x0a9
	OpI32TruncF64S                  Opcode = 0x0aa
	OpI32TruncF64U                  Opcode = 0x0ab
	OpI64ExtendI32S                 Opcode = 0x0ac
	OpI64ExtendI32U                 Opcode = 0x0ad
	OpI64TruncF32S                  Opcode = 0x0ae
	OpI64TruncF32U                  Opcode = 0x0af
	OpI64TruncF64S                  Opcode = 0x0b0
	OpI64TruncF64U                  Opcode = 0x0b1
	OpF32ConvertI32S                Opcode = 0x0b2
	OpF32ConvertI32U                Opcode = 0x0b3
	OpF32ConvertI64S                Opcode = 0x0b4
	OpF32ConvertI64U                Opcode = 0x0b5
	OpF32DemoteF64                  Opcode = 0x0b6
	OpF64ConvertI32S                Opcode = 0x0b7
	OpF64ConvertI32U                Opcode = 0x0b8
	OpF64ConvertI64S                Opcode = 0x0b9
	OpF64ConvertI64U                Opcode = 0x0ba
	OpF64PromoteF32                 Opcode = 0x0bb
	OpI32ReinterpretF32             Opcode = 0x0bc
	OpI64ReinterpretF64             Opcode = 0x0bd
	OpF32ReinterpretI32             Opcode = 0x0be
	OpF64ReinterpretI64             Opcode = 0x0bf
	OpI32Extend8S                   Opcode = 0x0c0
	OpI32Extend16S                  Opcode = 0x0c1
	OpI64Extend8S                   Opcode = 0x0c2
	OpI64Extend16S                  Opcode = 0x0c3
	OpI64Extend32S                  Opcode = 0x0c4
	OpRefNull                       Opcode = 0x0d0
	OpRefIsNull                     Opcode = 0x0d1
	OpRefFunc                       Opcode = 0x0d2
	OpRefEq                         Opcode = 0x0d3
	OpRefAsNonNull                  Opcode = 0x0d4
	OpBrOnNull                      Opcode = 0x0d5
	OpBrOnNonNull                   Opcode = 0x0d6
	OpContNew                       Opcode = 0x0e0
	OpContBind                      Opcode = 0x0e1
	OpSuspend                       Opcode = 0x0e2
	OpResume                        Opcode = 0x0e3
	OpResumeThrow                   Opcode = 0x0e4
	OpResumeThrowRef                Opcode = 0x0e5
	OpSwitch                        Opcode = 0x0e6
	OpStructNew                     Opcode = 0x100
	OpStructNewDefault              Opcode = 0x101
	OpStructGet                     Opcode = 0x102
	OpStructGetS                    Opcode = 0x103
	OpStructGetU                    Opcode = 0x104
	OpStructSet                     Opcode = 0x105
	OpArrayNew                      Opcode = 0x106
	OpArrayNewDefault               Opcode = 0x107
	OpArrayNewFixed                 Opcode = 0x108
	OpArrayNewData                  Opcode = 0x109
	OpArrayNewElem                  Opcode = 0x10a
	OpArrayGet                      Opcode = 0x10b
	OpArrayGetS                     Opcode = 0x10c
	OpArrayGetU                     Opcode = 0x10d
	OpArraySet                      Opcode = 0x10e
	OpArrayLen                      Opcode = 0x10f
	OpArrayFill                     Opcode = 0x110
	OpArrayCopy                     Opcode = 0x111
	OpArrayInitData                 Opcode = 0x112
	OpArrayInitElem                 Opcode = 0x113
	OpRefTest                       Opcode = 0x114
	OpRefTestNull                   Opcode = 0x115
	OpRefCast                       Opcode = 0x116
	OpRefCastNull                   Opcode = 0x117
	OpBrOnCast                      Opcode = 0x118
	OpBrOnCastFail                  Opcode = 0x119
	OpAnyConvertExtern              Opcode = 0x11a
	OpExternConvertAny              Opcode = 0x11b
	OpRefI31                        Opcode = 0x11c
	OpI31GetS                       Opcode = 0x11d
	OpI31GetU                       Opcode = 0x11e
	OpStructNewDesc                 Opcode = 0x120
	OpStructNewDefaultDesc          Opcode = 0x121
	OpRefGetDesc                    Opcode = 0x122
	OpRefCastDescEq                 Opcode = 0x123
	OpRefCastDescEqNull             Opcode = 0x124
	OpBrOnCastDescEq                Opcode = 0x125
	OpBrOnCastDescEqFail            Opcode = 0x126
	OpI32TruncSatF32S               Opcode = 0x200
	OpI32TruncSatF32U               Opcode = 0x201
	OpI32TruncSatF64S               Opcode = 0x202
	OpI32TruncSatF64U               Opcode = 0x203
	OpI64TruncSatF32S               Opcode = 0x204
	OpI64TruncSatF32U               Opcode = 0x205
	OpI64TruncSatF64S               Opcode = 0x206
	OpI64TruncSatF64U               Opcode = 0x207
	OpMemoryInit                    Opcode = 0x208
	OpDataDrop                      Opcode = 0x209
	OpMemoryCopy                    Opcode = 0x20a
	OpMemoryFill                    Opcode = 0x20b
	OpTableInit                     Opcode = 0x20c
	OpElemDrop                      Opcode = 0x20d
	OpTableCopy                     Opcode = 0x20e
	OpTableGrow                     Opcode = 0x20f
	OpTableSize                     Opcode = 0x210
	OpTableFill                     Opcode = 0x211
	OpMemoryDiscard                 Opcode = 0x212
	OpI64Add128                     Opcode = 0x213
	OpI64Sub128                     Opcode = 0x214
	OpI64MulWideS                   Opcode = 0x215
	OpI64MulWideU                   Opcode = 0x216
	OpV128Load                      Opcode = 0x300
	OpV128Load8x8S                  Opcode = 0x301
	OpV128Load8x8U                  Opcode = 0x302
	OpV128Load16x4S                 Opcode = 0x303
	OpV128Load16x4U                 Opcode = 0x304
	OpV128Load32x2S                 Opcode = 0x305
	OpV128Load32x2U                 Opcode = 0x306
	OpV128Load8Splat                Opcode = 0x307
	OpV128Load16Splat               Opcode = 0x308
	OpV128Load32Splat               Opcode = 0x309
	OpV128Load64Splat               Opcode = 0x30a
	OpV128Store                     Opcode = 0x30b
	OpV128Const                     Opcode = 0x30c
	OpI8x16Shuffle                  Opcode = 0x30d
	OpI8x16Swizzle                  Opcode = 0x30e
	OpI8x16Splat                    Opcode = 0x30f
	OpI16x8Splat                    Opcode = 0x310
	OpI32x4Splat                    Opcode = 0x311
	OpI64x2Splat                    Opcode = 0x312
	OpF32x4Splat                    Opcode = 0x313
	OpF64x2Splat                    Opcode = 0x314
	OpI8x16ExtractLaneS             Opcode = 0x315
	OpI8x16ExtractLaneU             Opcode = 0x316
	OpI8x16ReplaceLane              Opcode = 0x317
	OpI16x8ExtractLaneS             Opcode = 0x318
	OpI16x8ExtractLaneU             Opcode = 0x319
	OpI16x8ReplaceLane              Opcode = 0x31a
	OpI32x4ExtractLane              Opcode = 0x31b
	OpI32x4ReplaceLane              Opcode = 0x31c
	OpI64x2ExtractLane              Opcode = 0x31d
	OpI64x2ReplaceLane              Opcode = 0x31e
	OpF32x4ExtractLane              Opcode = 0x31f
	OpF32x4ReplaceLane              Opcode = 0x320
	OpF64x2ExtractLane              Opcode = 0x321
	OpF64x2ReplaceLane              Opcode = 0x322
	OpI8x16Eq                       Opcode = 0x323
	OpI8x16Ne                       Opcode = 0x324
	OpI8x16LtS                      Opcode = 0x325
	OpI8x16LtU                      Opcode = 0x326
	OpI8x16GtS                      Opcode = 0x327
	OpI8x16GtU                      Opcode = 0x328
	OpI8x16LeS                      Opcode = 0x329
	OpI8x16LeU                      Opcode = 0x32a
	OpI8x16GeS                      Opcode = 0x32b
	OpI8x16GeU                      Opcode = 0x32c
	OpI16x8Eq                       Opcode = 0x32d
	OpI16x8Ne                       Opcode = 0x32e
	OpI16x8LtS                      Opcode = 0x32f
	OpI16x8LtU                      Opcode = 0x330
	OpI16x8GtS                      Opcode = 0x331
	OpI16x8GtU                      Opcode = 0x332
	OpI16x8LeS                      Opcode = 0x333
	OpI16x8LeU                      Opcode = 0x334
	OpI16x8GeS                      Opcode = 0x335
	OpI16x8GeU                      Opcode = 0x336
	OpI32x4Eq                       Opcode = 0x337
	OpI32x4Ne                       Opcode = 0x338
	OpI32x4LtS                      Opcode = 0x339
	OpI32x4LtU                      Opcode = 0x33a
	OpI32x4GtS                      Opcode = 0x33b
	OpI32x4GtU                      Opcode = 0x33c
	OpI32x4LeS                      Opcode = 0x33d
	OpI32x4LeU                      Opcode = 0x33e
	OpI32x4GeS                      Opcode = 0x33f
	OpI32x4GeU                      Opcode = 0x340
	OpF32x4Eq                       Opcode = 0x341
	OpF32x4Ne                       Opcode = 0x342
	OpF32x4Lt                       Opcode = 0x343
	OpF32x4Gt                       Opcode = 0x344
	OpF32x4Le                       Opcode = 0x345
	OpF32x4Ge                       Opcode = 0x346
	OpF64x2Eq                       Opcode = 0x347
	OpF64x2Ne                       Opcode = 0x348
	OpF64x2Lt                       Opcode = 0x349
	OpF64x2Gt                       Opcode = 0x34a
	OpF64x2Le                       Opcode = 0x34b
	OpF64x2Ge                       Opcode = 0x34c
	OpV128Not                       Opcode = 0x34d
	OpV128And                       Opcode = 0x34e
	OpV128Andnot                    Opcode = 0x34f
	OpV128Or                        Opcode = 0x350
	OpV128Xor                       Opcode = 0x351
	OpV128Bitselect                 Opcode = 0x352
	OpV128AnyTrue                   Opcode = 0x353
	OpV128Load8Lane                 Opcode = 0x354
	OpV128Load16Lane                Opcode = 0x355
	OpV128Load32Lane                Opcode = 0x356
	OpV128Load64Lane                Opcode = 0x357
	OpV128Store8Lane                Opcode = 0x358
	OpV128Store16Lane               Opcode = 0x359
	OpV128Store32Lane               Opcode = 0x35a
	OpV128Store64Lane               Opcode = 0x35b
	OpV128Load32Zero                Opcode = 0x35c
	OpV128Load64Zero                Opcode = 0x35d
	OpF32x4DemoteF64x2Zero          Opcode = 0x35e
	OpF64x2PromoteLowF32x4          Opcode = 0x35f
	OpI8x16Abs                      Opcode = 0x360
	OpI8x16Neg                      Opcode = 0x361
	OpI8x16Popcnt                   Opcode = 0x362
	OpI8x16AllTrue                  Opcode = 0x363
	OpI8x16Bitmask                  Opcode = 0x364
	OpI8x16NarrowI16x8S             Opcode = 0x365
	OpI8x16NarrowI16x8U             Opcode = 0x366
	OpF32x4Ceil                     Opcode = 0x367
	OpF32x4Floor                    Opcode = 0x368
	OpF32x4Trunc                    Opcode = 0x369
	OpF32x4Nearest                  Opcode = 0x36a
	OpI8x16Shl                      Opcode = 0x36b
	OpI8x16ShrS                     Opcode = 0x36c
	OpI8x16ShrU                     Opcode = 0x36d
	OpI8x16Add                      Opcode = 0x36e
	OpI8x16AddSatS                  Opcode = 0x36f
	OpI8x16AddSatU                  Opcode = 0x370
	OpI8x16Sub                      Opcode = 0x371
	OpI8x16SubSatS                  Opcode = 0x372
	OpI8x16SubSatU                  Opcode = 0x373
	OpF64x2Ceil                     Opcode = 0x374
	OpF64x2Floor                    Opcode = 0x375
	OpI8x16MinS                     Opcode = 0x376
	OpI8x16MinU                     Opcode = 0x377
	OpI8x16MaxS                     Opcode = 0x378
	OpI8x16MaxU                     Opcode = 0x379
	OpF64x2Trunc                    Opcode = 0x37a
	OpI8x16AvgrU                    Opcode = 0x37b
	OpI16x8ExtaddPairwiseI8x16S     Opcode = 0x37c
	OpI16x8ExtaddPairwiseI8x16U     Opcode = 0x37d
	OpI32x4ExtaddPairwiseI16x8S     Opcode = 0x37e
	OpI32x4ExtaddPairwiseI16x8U     Opcode = 0x37f
	OpI16x8Abs                      Opcode = 0x380
	OpI16x8Neg                      Opcode = 0x381
	OpI16x8Q15mulrSatS              Opcode = 0x382
	OpI16x8AllTrue                  Opcode = 0x383
	OpI16x8Bitmask                  Opcode = 0x384
	OpI16x8NarrowI32x4S             Opcode = 0x385
	OpI16x8NarrowI32x4U             Opcode = 0x386
	OpI16x8ExtendLowI8x16S          Opcode = 0x387
	OpI16x8ExtendHighI8x16S         Opcode = 0x388
	OpI16x8ExtendLowI8x16U          Opcode = 0x389
	OpI16x8ExtendHighI8x16U         Opcode = 0x38a
	OpI16x8Shl                      Opcode = 0x38b
	OpI16x8ShrS                     Opcode = 0x38c
	OpI16x8ShrU                     Opcode = 0x38d
	OpI16x8Add                      Opcode = 0x38e
	OpI16x8AddSatS                  Opcode = 0x38f
	OpI16x8AddSatU                  Opcode = 0x390
	OpI16x8Sub                      Opcode = 0x391
	OpI16x8SubSatS                  Opcode = 0x392
	OpI16x8SubSatU                  Opcode = 0x393
	OpF64x2Nearest                  Opcode = 0x394
	OpI16x8Mul                      Opcode = 0x395
	OpI16x8MinS                     Opcode = 0x396
	OpI16x8MinU                     Opcode = 0x397
	OpI16x8MaxS                     Opcode = 0x398
	OpI16x8MaxU                     Opcode = 0x399
	OpI16x8AvgrU                    Opcode = 0x39b
	OpI16x8ExtmulLowI8x16S          Opcode = 0x39c
	OpI16x8ExtmulHighI8x16S         Opcode = 0x39d
	OpI16x8ExtmulLowI8x16U          Opcode = 0x39e
	OpI16x8ExtmulHighI8x16U         Opcode = 0x39f
	OpI32x4Abs                      Opcode = 0x3a0
	OpI32x4Neg                      Opcode = 0x3a1
	OpI32x4AllTrue                  Opcode = 0x3a3
	OpI32x4Bitmask                  Opcode = 0x3a4
	OpI32x4ExtendLowI16x8S          Opcode = 0x3a7
	OpI32x4ExtendHighI16x8S         Opcode = 0x3a8
	OpI32x4ExtendLowI16x8U          Opcode = 0x3a9
	OpI32x4ExtendHighI16x8U         Opcode = 0x3aa
	OpI32x4Shl                      Opcode = 0x3ab
	OpI32x4ShrS                     Opcode = 0x3ac
	OpI32x4ShrU                     Opcode = 0x3ad
	OpI32x4Add                      Opcode = 0x3ae
	OpI32x4Sub                      Opcode = 0x3b1
	OpI32x4Mul                      Opcode = 0x3b5
	OpI32x4MinS                     Opcode = 0x3b6
	OpI32x4MinU                     Opcode = 0x3b7
	OpI32x4MaxS                     Opcode = 0x3b8
	OpI32x4MaxU                     Opcode = 0x3b9
	OpI32x4DotI16x8S                Opcode = 0x3ba
	OpI32x4ExtmulLowI16x8S          Opcode = 0x3bc
	OpI32x4ExtmulHighI16x8S         Opcode = 0x3bd
	OpI32x4ExtmulLowI16x8U          Opcode = 0x3be
	OpI32x4ExtmulHighI16x8U         Opcode = 0x3bf
	OpI64x2Abs                      Opcode = 0x3c0
	OpI64x2Neg                      Opcode = 0x3c1
	OpI64x2AllTrue                  Opcode = 0x3c3
	OpI64x2Bitmask                  Opcode = 0x3c4
	OpI64x2ExtendLowI32x4S          Opcode = 0x3c7
	OpI64x2ExtendHighI32x4S         Opcode = 0x3c8
	OpI64x2ExtendLowI32x4U          Opcode = 0x3c9
	OpI64x2ExtendHighI32x4U         Opcode = 0x3ca
	OpI64x2Shl                      Opcode = 0x3cb
	OpI64x2ShrS                     Opcode = 0x3cc
	OpI64x2ShrU                     Opcode = 0x3cd
	OpI64x2Add                      Opcode = 0x3ce
	OpI64x2Sub                      Opcode = 0x3d1
	OpI64x2Mul                      Opcode = 0x3d5
	OpI64x2Eq                       Opcode = 0x3d6
	OpI64x2Ne                       Opcode = 0x3d7
	OpI64x2LtS                      Opcode = 0x3d8
	OpI64x2GtS                      Opcode = 0x3d9
	OpI64x2LeS                      Opcode = 0x3da
	OpI64x2GeS                      Opcode = 0x3db
	OpI64x2ExtmulLowI32x4S          Opcode = 0x3dc
	OpI64x2ExtmulHighI32x4S         Opcode = 0x3dd
	OpI64x2ExtmulLowI32x4U          Opcode = 0x3de
	OpI64x2ExtmulHighI32x4U         Opcode = 0x3df
	OpF32x4Abs                      Opcode = 0x3e0
	OpF32x4Neg                      Opcode = 0x3e1
	OpF32x4Sqrt                     Opcode = 0x3e3
	OpF32x4Add                      Opcode = 0x3e4
	OpF32x4Sub                      Opcode = 0x3e5
	OpF32x4Mul                      Opcode = 0x3e6
	OpF32x4Div                      Opcode = 0x3e7
	OpF32x4Min                      Opcode = 0x3e8
	OpF32x4Max                      Opcode = 0x3e9
	OpF32x4Pmin                     Opcode = 0x3ea
	OpF32x4Pmax                     Opcode = 0x3eb
	OpF64x2Abs                      Opcode = 0x3ec
	OpF64x2Neg                      Opcode = 0x3ed
	OpF64x2Sqrt                     Opcode = 0x3ef
	OpF64x2Add                      Opcode = 0x3f0
	OpF64x2Sub                      Opcode = 0x3f1
	OpF64x2Mul                      Opcode = 0x3f2
	OpF64x2Div                      Opcode = 0x3f3
	OpF64x2Min                      Opcode = 0x3f4
	OpF64x2Max                      Opcode = 0x3f5
	OpF64x2Pmin                     Opcode = 0x3f6
	OpF64x2Pmax                     Opcode = 0x3f7
	OpI32x4TruncSatF32x4S           Opcode = 0x3f8
	OpI32x4TruncSatF32x4U           Opcode = 0x3f9
	OpF32x4ConvertI32x4S            Opcode = 0x3fa
	OpF32x4ConvertI32x4U            Opcode = 0x3fb
	OpI32x4TruncSatF64x2SZero       Opcode = 0x3fc
	OpI32x4TruncSatF64x2UZero       Opcode = 0x3fd
	OpF64x2ConvertLowI32x4S         Opcode = 0x3fe
	OpF64x2ConvertLowI32x4U         Opcode = 0x3ff
	OpI8x16RelaxedSwizzle           Opcode = 0x400
	OpI32x4RelaxedTruncF32x4S       Opcode = 0x401
	OpI32x4RelaxedTruncF32x4U       Opcode = 0x402
	OpI32x4RelaxedTruncF64x2SZero   Opcode = 0x403
	OpI32x4RelaxedTruncF64x2UZero   Opcode = 0x404
	OpF32x4RelaxedMadd              Opcode = 0x405
	OpF32x4RelaxedNmadd             Opcode = 0x406
	OpF64x2RelaxedMadd              Opcode = 0x407
	OpF64x2RelaxedNmadd             Opcode = 0x408
	OpI8x16RelaxedLaneselect        Opcode = 0x409
	OpI16x8RelaxedLaneselect        Opcode = 0x40a
	OpI32x4RelaxedLaneselect        Opcode = 0x40b
	OpI64x2RelaxedLaneselect        Opcode = 0x40c
	OpF32x4RelaxedMin               Opcode = 0x40d
	OpF32x4RelaxedMax               Opcode = 0x40e
	OpF64x2RelaxedMin               Opcode = 0x40f
	OpF64x2RelaxedMax               Opcode = 0x410
	OpI16x8RelaxedQ15mulrS          Opcode = 0x411
	OpI16x8RelaxedDotI8x16I7x16S    Opcode = 0x412
	OpI32x4RelaxedDotI8x16I7x16AddS Opcode = 0x413
	OpMemoryAtomicNotify            Opcode = 0x500
	OpMemoryAtomicWait32            Opcode = 0x501
	OpMemoryAtomicWait64            Opcode = 0x502
	OpAtomicFence                   Opcode = 0x503
	OpI32AtomicLoad                 Opcode = 0x510
	OpI64AtomicLoad                 Opcode = 0x511
	OpI32AtomicLoad8U               Opcode = 0x512
	OpI32AtomicLoad16U              Opcode = 0x513
	OpI64AtomicLoad8U               Opcode = 0x514
	OpI64AtomicLoad16U              Opcode = 0x515
	OpI64AtomicLoad32U              Opcode = 0x516
	OpI32AtomicStore                Opcode = 0x517
	OpI64AtomicStore                Opcode = 0x518
	OpI32AtomicStore8               Opcode = 0x519
	OpI32AtomicStore16              Opcode = 0x51a
	OpI64AtomicStore8               Opcode = 0x51b
	OpI64AtomicStore16              Opcode = 0x51c
	OpI64AtomicStore32              Opcode = 0x51d
	OpI32AtomicRmwAdd               Opcode = 0x51e
	OpI64AtomicRmwAdd               Opcode = 0x51f
	OpI32AtomicRmw8AddU             Opcode = 0x520
	OpI32AtomicRmw16AddU            Opcode = 0x521
	OpI64AtomicRmw8AddU             Opcode = 0x522
	OpI64AtomicRmw16AddU            Opcode = 0x523
	OpI64AtomicRmw32AddU            Opcode = 0x524
	OpI32AtomicRmwSub               Opcode = 0x525
	OpI64AtomicRmwSub               Opcode = 0x526
	OpI32AtomicRmw8SubU             Opcode = 0x527
	OpI32AtomicRmw16SubU            Opcode = 0x528
	OpI64AtomicRmw8SubU             Opcode = 0x529
	OpI64AtomicRmw16SubU            Opcode = 0x52a
	OpI64AtomicRmw32SubU            Opcode = 0x52b
	OpI32AtomicRmwAnd               Opcode = 0x52c
	OpI64AtomicRmwAnd               Opcode = 0x52d
	OpI32AtomicRmw8AndU             Opcode = 0x52e
	OpI32AtomicRmw16AndU            Opcode = 0x52f
	OpI64AtomicRmw8AndU             Opcode = 0x530
	OpI64AtomicRmw16AndU            Opcode = 0x531
	OpI64AtomicRmw32AndU            Opcode = 0x532
	OpI32AtomicRmwOr                Opcode = 0x533
	OpI64AtomicRmwOr                Opcode = 0x534
	OpI32AtomicRmw8OrU              Opcode = 0x535
	OpI32AtomicRmw16OrU             Opcode = 0x536
	OpI64AtomicRmw8OrU              Opcode = 0x537
	OpI64AtomicRmw16OrU             Opcode = 0x538
	OpI64AtomicRmw32OrU             Opcode = 0x539
	OpI32AtomicRmwXor               Opcode = 0x53a
	OpI64AtomicRmwXor               Opcode = 0x53b
	OpI32AtomicRmw8XorU             Opcode = 0x53c
	OpI32AtomicRmw16XorU            Opcode = 0x53d
	OpI64AtomicRmw8XorU             Opcode = 0x53e
	OpI64AtomicRmw16XorU            Opcode = 0x53f
	OpI64AtomicRmw32XorU            Opcode = 0x540
	OpI32AtomicRmwXchg              Opcode = 0x541
	OpI64AtomicRmwXchg              Opcode = 0x542
	OpI32AtomicRmw8XchgU            Opcode = 0x543
	OpI32AtomicRmw16XchgU           Opcode = 0x544
	OpI64AtomicRmw8XchgU            Opcode = 0x545
	OpI64AtomicRmw16XchgU           Opcode = 0x546
	OpI64AtomicRmw32XchgU           Opcode = 0x547
	OpI32AtomicRmwCmpxchg           Opcode = 0x548
	OpI64AtomicRmwCmpxchg           Opcode = 0x549
	OpI32AtomicRmw8CmpxchgU         Opcode = 0x54a
	OpI32AtomicRmw16CmpxchgU        Opcode = 0x54b
	OpI64AtomicRmw8CmpxchgU         Opcode = 0x54c
	OpI64AtomicRmw16CmpxchgU        Opcode = 0x54d
	OpI64AtomicRmw32CmpxchgU        Opcode = 0x54e
	OpGlobalAtomicGet               Opcode = 0x54f
	OpGlobalAtomicSet               Opcode = 0x550
	OpGlobalAtomicRmwAdd            Opcode = 0x551
	OpGlobalAtomicRmwSub            Opcode = 0x552
	OpGlobalAtomicRmwAnd            Opcode = 0x553
	OpGlobalAtomicRmwOr             Opcode = 0x554
	OpGlobalAtomicRmwXor            Opcode = 0x555
	OpGlobalAtomicRmwXchg           Opcode = 0x556
	OpGlobalAtomicRmwCmpxchg        Opcode = 0x557
	OpTableAtomicGet                Opcode = 0x558
	OpTableAtomicSet                Opcode = 0x559
	OpTableAtomicRmwXchg            Opcode = 0x55a
	OpTableAtomicRmwCmpxchg         Opcode = 0x55b
	OpStructAtomicGet               Opcode = 0x55c
	OpStructAtomicGetS              Opcode = 0x55d
	OpStructAtomicGetU              Opcode = 0x55e
	OpStructAtomicSet               Opcode = 0x55f
	OpStructAtomicRmwAdd            Opcode = 0x560
	OpStructAtomicRmwSub            Opcode = 0x561
	OpStructAtomicRmwAnd            Opcode = 0x562
	OpStructAtomicRmwOr             Opcode = 0x563
	OpStructAtomicRmwXor            Opcode = 0x564
	OpStructAtomicRmwXchg           Opcode = 0x565
	OpStructAtomicRmwCmpxchg        Opcode = 0x566
	OpArrayAtomicGet                Opcode = 0x567
	OpArrayAtomicGetS               Opcode = 0x568
	OpArrayAtomicGetU               Opcode = 0x569
	OpArrayAtomicSet                Opcode = 0x56a
	OpArrayAtomicRmwAdd             Opcode = 0x56b
	OpArrayAtomicRmwSub             Opcode = 0x56c
	OpArrayAtomicRmwAnd             Opcode = 0x56d
	OpArrayAtomicRmwOr              Opcode = 0x56e
	OpArrayAtomicRmwXor             Opcode = 0x56f
	OpArrayAtomicRmwXchg            Opcode = 0x570
	OpArrayAtomicRmwCmpxchg         Opcode = 0x571
	OpRefI31Shared                  Opcode = 0x572
)

// opRows is in the order of codes. Signatures: operands, then > and results;
// i i32, l i64, f f32, d f64, v v128, a the address type of the memory
// (i32 or i64); * means that validation has code of its own. Align is the
// binary logarithm of the natural alignment of memory accesses.
var opRows = [...]opRow{
	{OpUnreachable, "unreachable", ImmNone, "*", 0, 0},
	{OpNop, "nop", ImmNone, ">", 0, 0},
	{OpBlock, "block", ImmBlock, "*", 0, 0},
	{OpLoop, "loop", ImmBlock, "*", 0, 0},
	{OpIf, "if", ImmBlock, "*", 0, 0},
	{OpElse, "else", ImmNone, "*", 0, 0},
	{OpTry, "try", ImmBlock, "*", FeatureLegacyExceptions, 0},
	{OpCatch, "catch", ImmTag, "*", FeatureLegacyExceptions, 0},
	{OpThrow, "throw", ImmTag, "*", FeatureExceptions, 0},
	{OpRethrow, "rethrow", ImmLabel, "*", FeatureLegacyExceptions, 0},
	{OpThrowRef, "throw_ref", ImmNone, "*", FeatureExceptions, 0},
	{OpEnd, "end", ImmNone, "*", 0, 0},
	{OpBr, "br", ImmLabel, "*", 0, 0},
	{OpBrIf, "br_if", ImmLabel, "*", 0, 0},
	{OpBrTable, "br_table", ImmLabels, "*", 0, 0},
	{OpReturn, "return", ImmNone, "*", 0, 0},
	{OpCall, "call", ImmFunc, "*", 0, 0},
	{OpCallIndirect, "call_indirect", ImmCallIndirect, "*", 0, 0},
	{OpReturnCall, "return_call", ImmFunc, "*", FeatureTailCall, 0},
	{OpReturnCallIndirect, "return_call_indirect", ImmCallIndirect, "*", FeatureTailCall, 0},
	{OpCallRef, "call_ref", ImmType, "*", FeatureFunctionReferences, 0},
	{OpReturnCallRef, "return_call_ref", ImmType, "*", FeatureFunctionReferences, 0},
	{OpDelegate, "delegate", ImmLabel, "*", FeatureLegacyExceptions, 0},
	{OpCatchAll, "catch_all", ImmNone, "*", FeatureLegacyExceptions, 0},
	{OpDrop, "drop", ImmNone, "*", 0, 0},
	{OpSelect, "select", ImmNone, "*", 0, 0},
	{OpSelectTyped, "select", ImmSelectTypes, "*", FeatureReferenceTypes, 0},
	{OpTryTable, "try_table", ImmTryTable, "*", FeatureExceptions, 0},
	{OpLocalGet, "local.get", ImmLocal, "*", 0, 0},
	{OpLocalSet, "local.set", ImmLocal, "*", 0, 0},
	{OpLocalTee, "local.tee", ImmLocal, "*", 0, 0},
	{OpGlobalGet, "global.get", ImmGlobal, "*", 0, 0},
	{OpGlobalSet, "global.set", ImmGlobal, "*", 0, 0},
	{OpTableGet, "table.get", ImmTable, "*", FeatureReferenceTypes, 0},
	{OpTableSet, "table.set", ImmTable, "*", FeatureReferenceTypes, 0},
	{OpI32Load, "i32.load", ImmMemArg, "a>i", 0, 2},
	{OpI64Load, "i64.load", ImmMemArg, "a>l", 0, 3},
	{OpF32Load, "f32.load", ImmMemArg, "a>f", FeatureFloats, 2},
	{OpF64Load, "f64.load", ImmMemArg, "a>d", FeatureFloats, 3},
	{OpI32Load8S, "i32.load8_s", ImmMemArg, "a>i", 0, 0},
	{OpI32Load8U, "i32.load8_u", ImmMemArg, "a>i", 0, 0},
	{OpI32Load16S, "i32.load16_s", ImmMemArg, "a>i", 0, 1},
	{OpI32Load16U, "i32.load16_u", ImmMemArg, "a>i", 0, 1},
	{OpI64Load8S, "i64.load8_s", ImmMemArg, "a>l", 0, 0},
	{OpI64Load8U, "i64.load8_u", ImmMemArg, "a>l", 0, 0},
	{OpI64Load16S, "i64.load16_s", ImmMemArg, "a>l", 0, 1},
	{OpI64Load16U, "i64.load16_u", ImmMemArg, "a>l", 0, 1},
	{OpI64Load32S, "i64.load32_s", ImmMemArg, "a>l", 0, 2},
	{OpI64Load32U, "i64.load32_u", ImmMemArg, "a>l", 0, 2},
	{OpI32Store, "i32.store", ImmMemArg, "ai>", 0, 2},
	{OpI64Store, "i64.store", ImmMemArg, "al>", 0, 3},
	{OpF32Store, "f32.store", ImmMemArg, "af>", FeatureFloats, 2},
	{OpF64Store, "f64.store", ImmMemArg, "ad>", FeatureFloats, 3},
	{OpI32Store8, "i32.store8", ImmMemArg, "ai>", 0, 0},
	{OpI32Store16, "i32.store16", ImmMemArg, "ai>", 0, 1},
	{OpI64Store8, "i64.store8", ImmMemArg, "al>", 0, 0},
	{OpI64Store16, "i64.store16", ImmMemArg, "al>", 0, 1},
	{OpI64Store32, "i64.store32", ImmMemArg, "al>", 0, 2},
	{OpMemorySize, "memory.size", ImmMem, ">a", 0, 0},
	{OpMemoryGrow, "memory.grow", ImmMem, "a>a", 0, 0},
	{OpI32Const, "i32.const", ImmI32, ">i", 0, 0},
	{OpI64Const, "i64.const", ImmI64, ">l", 0, 0},
	{OpF32Const, "f32.const", ImmF32, ">f", FeatureFloats, 0},
	{OpF64Const, "f64.const", ImmF64, ">d", FeatureFloats, 0},
	{OpI32Eqz, "i32.eqz", ImmNone, "i>i", 0, 0},
	{OpI32Eq, "i32.eq", ImmNone, "ii>i", 0, 0},
	{OpI32Ne, "i32.ne", ImmNone, "ii>i", 0, 0},
	{OpI32LtS, "i32.lt_s", ImmNone, "ii>i", 0, 0},
	{OpI32LtU, "i32.lt_u", ImmNone, "ii>i", 0, 0},
	{OpI32GtS, "i32.gt_s", ImmNone, "ii>i", 0, 0},
	{OpI32GtU, "i32.gt_u", ImmNone, "ii>i", 0, 0},
	{OpI32LeS, "i32.le_s", ImmNone, "ii>i", 0, 0},
	{OpI32LeU, "i32.le_u", ImmNone, "ii>i", 0, 0},
	{OpI32GeS, "i32.ge_s", ImmNone, "ii>i", 0, 0},
	{OpI32GeU, "i32.ge_u", ImmNone, "ii>i", 0, 0},
	{OpI64Eqz, "i64.eqz", ImmNone, "l>i", 0, 0},
	{OpI64Eq, "i64.eq", ImmNone, "ll>i", 0, 0},
	{OpI64Ne, "i64.ne", ImmNone, "ll>i", 0, 0},
	{OpI64LtS, "i64.lt_s", ImmNone, "ll>i", 0, 0},
	{OpI64LtU, "i64.lt_u", ImmNone, "ll>i", 0, 0},
	{OpI64GtS, "i64.gt_s", ImmNone, "ll>i", 0, 0},
	{OpI64GtU, "i64.gt_u", ImmNone, "ll>i", 0, 0},
	{OpI64LeS, "i64.le_s", ImmNone, "ll>i", 0, 0},
	{OpI64LeU, "i64.le_u", ImmNone, "ll>i", 0, 0},
	{OpI64GeS, "i64.ge_s", ImmNone, "ll>i", 0, 0},
	{OpI64GeU, "i64.ge_u", ImmNone, "ll>i", 0, 0},
	{OpF32Eq, "f32.eq", ImmNone, "ff>i", FeatureFloats, 0},
	{OpF32Ne, "f32.ne", ImmNone, "ff>i", FeatureFloats, 0},
	{OpF32Lt, "f32.lt", ImmNone, "ff>i", FeatureFloats, 0},
	{OpF32Gt, "f32.gt", ImmNone, "ff>i", FeatureFloats, 0},
	{OpF32Le, "f32.le", ImmNone, "ff>i", FeatureFloats, 0},
	{OpF32Ge, "f32.ge", ImmNone, "ff>i", FeatureFloats, 0},
	{OpF64Eq, "f64.eq", ImmNone, "dd>i", FeatureFloats, 0},
	{OpF64Ne, "f64.ne", ImmNone, "dd>i", FeatureFloats, 0},
	{OpF64Lt, "f64.lt", ImmNone, "dd>i", FeatureFloats, 0},
	{OpF64Gt, "f64.gt", ImmNone, "dd>i", FeatureFloats, 0},
	{OpF64Le, "f64.le", ImmNone, "dd>i", FeatureFloats, 0},
	{OpF64Ge, "f64.ge", ImmNone, "dd>i", FeatureFloats, 0},
	{OpI32Clz, "i32.clz", ImmNone, "i>i", 0, 0},
	{OpI32Ctz, "i32.ctz", ImmNone, "i>i", 0, 0},
	{OpI32Popcnt, "i32.popcnt", ImmNone, "i>i", 0, 0},
	{OpI32Add, "i32.add", ImmNone, "ii>i", 0, 0},
	{OpI32Sub, "i32.sub", ImmNone, "ii>i", 0, 0},
	{OpI32Mul, "i32.mul", ImmNone, "ii>i", 0, 0},
	{OpI32DivS, "i32.div_s", ImmNone, "ii>i", 0, 0},
	{OpI32DivU, "i32.div_u", ImmNone, "ii>i", 0, 0},
	{OpI32RemS, "i32.rem_s", ImmNone, "ii>i", 0, 0},
	{OpI32RemU, "i32.rem_u", ImmNone, "ii>i", 0, 0},
	{OpI32And, "i32.and", ImmNone, "ii>i", 0, 0},
	{OpI32Or, "i32.or", ImmNone, "ii>i", 0, 0},
	{OpI32Xor, "i32.xor", ImmNone, "ii>i", 0, 0},
	{OpI32Shl, "i32.shl", ImmNone, "ii>i", 0, 0},
	{OpI32ShrS, "i32.shr_s", ImmNone, "ii>i", 0, 0},
	{OpI32ShrU, "i32.shr_u", ImmNone, "ii>i", 0, 0},
	{OpI32Rotl, "i32.rotl", ImmNone, "ii>i", 0, 0},
	{OpI32Rotr, "i32.rotr", ImmNone, "ii>i", 0, 0},
	{OpI64Clz, "i64.clz", ImmNone, "l>l", 0, 0},
	{OpI64Ctz, "i64.ctz", ImmNone, "l>l", 0, 0},
	{OpI64Popcnt, "i64.popcnt", ImmNone, "l>l", 0, 0},
	{OpI64Add, "i64.add", ImmNone, "ll>l", 0, 0},
	{OpI64Sub, "i64.sub", ImmNone, "ll>l", 0, 0},
	{OpI64Mul, "i64.mul", ImmNone, "ll>l", 0, 0},
	{OpI64DivS, "i64.div_s", ImmNone, "ll>l", 0, 0},
	{OpI64DivU, "i64.div_u", ImmNone, "ll>l", 0, 0},
	{OpI64RemS, "i64.rem_s", ImmNone, "ll>l", 0, 0},
	{OpI64RemU, "i64.rem_u", ImmNone, "ll>l", 0, 0},
	{OpI64And, "i64.and", ImmNone, "ll>l", 0, 0},
	{OpI64Or, "i64.or", ImmNone, "ll>l", 0, 0},
	{OpI64Xor, "i64.xor", ImmNone, "ll>l", 0, 0},
	{OpI64Shl, "i64.shl", ImmNone, "ll>l", 0, 0},
	{OpI64ShrS, "i64.shr_s", ImmNone, "ll>l", 0, 0},
	{OpI64ShrU, "i64.shr_u", ImmNone, "ll>l", 0, 0},
	{OpI64Rotl, "i64.rotl", ImmNone, "ll>l", 0, 0},
	{OpI64Rotr, "i64.rotr", ImmNone, "ll>l", 0, 0},
	{OpF32Abs, "f32.abs", ImmNone, "f>f", FeatureFloats, 0},
	{OpF32Neg, "f32.neg", ImmNone, "f>f", FeatureFloats, 0},
	{OpF32Ceil, "f32.ceil", ImmNone, "f>f", FeatureFloats, 0},
	{OpF32Floor, "f32.floor", ImmNone, "f>f", FeatureFloats, 0},
	{OpF32Trunc, "f32.trunc", ImmNone, "f>f", FeatureFloats, 0},
	{OpF32Nearest, "f32.nearest", ImmNone, "f>f", FeatureFloats, 0},
	{OpF32Sqrt, "f32.sqrt", ImmNone, "f>f", FeatureFloats, 0},
	{OpF32Add, "f32.add", ImmNone, "ff>f", FeatureFloats, 0},
	{OpF32Sub, "f32.sub", ImmNone, "ff>f", FeatureFloats, 0},
	{OpF32Mul, "f32.mul", ImmNone, "ff>f", FeatureFloats, 0},
	{OpF32Div, "f32.div", ImmNone, "ff>f", FeatureFloats, 0},
	{OpF32Min, "f32.min", ImmNone, "ff>f", FeatureFloats, 0},
	{OpF32Max, "f32.max", ImmNone, "ff>f", FeatureFloats, 0},
	{OpF32Copysign, "f32.copysign", ImmNone, "ff>f", FeatureFloats, 0},
	{OpF64Abs, "f64.abs", ImmNone, "d>d", FeatureFloats, 0},
	{OpF64Neg, "f64.neg", ImmNone, "d>d", FeatureFloats, 0},
	{OpF64Ceil, "f64.ceil", ImmNone, "d>d", FeatureFloats, 0},
	{OpF64Floor, "f64.floor", ImmNone, "d>d", FeatureFloats, 0},
	{OpF64Trunc, "f64.trunc", ImmNone, "d>d", FeatureFloats, 0},
	{OpF64Nearest, "f64.nearest", ImmNone, "d>d", FeatureFloats, 0},
	{OpF64Sqrt, "f64.sqrt", ImmNone, "d>d", FeatureFloats, 0},
	{OpF64Add, "f64.add", ImmNone, "dd>d", FeatureFloats, 0},
	{OpF64Sub, "f64.sub", ImmNone, "dd>d", FeatureFloats, 0},
	{OpF64Mul, "f64.mul", ImmNone, "dd>d", FeatureFloats, 0},
	{OpF64Div, "f64.div", ImmNone, "dd>d", FeatureFloats, 0},
	{OpF64Min, "f64.min", ImmNone, "dd>d", FeatureFloats, 0},
	{OpF64Max, "f64.max", ImmNone, "dd>d", FeatureFloats, 0},
	{OpF64Copysign, "f64.copysign", ImmNone, "dd>d", FeatureFloats, 0},
	{OpI32WrapI64, "i32.wrap_i64", ImmNone, "l>i", 0, 0},
	{OpI32TruncF32S, "i32.trunc_f32_s", ImmNone, "f>i", FeatureFloats, 0},
	{OpI32TruncF32U, "i32.trunc_f32_u", ImmNone, "f>i", FeatureFloats, 0},
	{OpI32TruncF64S, "i32.trunc_f64_s", ImmNone, "d>i", FeatureFloats, 0},
	{OpI32TruncF64U, "i32.trunc_f64_u", ImmNone, "d>i", FeatureFloats, 0},
	{OpI64ExtendI32S, "i64.extend_i32_s", ImmNone, "i>l", 0, 0},
	{OpI64ExtendI32U, "i64.extend_i32_u", ImmNone, "i>l", 0, 0},
	{OpI64TruncF32S, "i64.trunc_f32_s", ImmNone, "f>l", FeatureFloats, 0},
	{OpI64TruncF32U, "i64.trunc_f32_u", ImmNone, "f>l", FeatureFloats, 0},
	{OpI64TruncF64S, "i64.trunc_f64_s", ImmNone, "d>l", FeatureFloats, 0},
	{OpI64TruncF64U, "i64.trunc_f64_u", ImmNone, "d>l", FeatureFloats, 0},
	{OpF32ConvertI32S, "f32.convert_i32_s", ImmNone, "i>f", FeatureFloats, 0},
	{OpF32ConvertI32U, "f32.convert_i32_u", ImmNone, "i>f", FeatureFloats, 0},
	{OpF32ConvertI64S, "f32.convert_i64_s", ImmNone, "l>f", FeatureFloats, 0},
	{OpF32ConvertI64U, "f32.convert_i64_u", ImmNone, "l>f", FeatureFloats, 0},
	{OpF32DemoteF64, "f32.demote_f64", ImmNone, "d>f", FeatureFloats, 0},
	{OpF64ConvertI32S, "f64.convert_i32_s", ImmNone, "i>d", FeatureFloats, 0},
	{OpF64ConvertI32U, "f64.convert_i32_u", ImmNone, "i>d", FeatureFloats, 0},
	{OpF64ConvertI64S, "f64.convert_i64_s", ImmNone, "l>d", FeatureFloats, 0},
	{OpF64ConvertI64U, "f64.convert_i64_u", ImmNone, "l>d", FeatureFloats, 0},
	{OpF64PromoteF32, "f64.promote_f32", ImmNone, "f>d", FeatureFloats, 0},
	{OpI32ReinterpretF32, "i32.reinterpret_f32", ImmNone, "f>i", FeatureFloats, 0},
	{OpI64ReinterpretF64, "i64.reinterpret_f64", ImmNone, "d>l", FeatureFloats, 0},
	{OpF32ReinterpretI32, "f32.reinterpret_i32", ImmNone, "i>f", FeatureFloats, 0},
	{OpF64ReinterpretI64, "f64.reinterpret_i64", ImmNone, "l>d", FeatureFloats, 0},
	{OpI32Extend8S, "i32.extend8_s", ImmNone, "i>i", FeatureSignExtension, 0},
	{OpI32Extend16S, "i32.extend16_s", ImmNone, "i>i", FeatureSignExtension, 0},
	{OpI64Extend8S, "i64.extend8_s", ImmNone, "l>l", FeatureSignExtension, 0},
	{OpI64Extend16S, "i64.extend16_s", ImmNone, "l>l", FeatureSignExtension, 0},
	{OpI64Extend32S, "i64.extend32_s", ImmNone, "l>l", FeatureSignExtension, 0},
	{OpRefNull, "ref.null", ImmHeapType, "*", FeatureReferenceTypes, 0},
	{OpRefIsNull, "ref.is_null", ImmNone, "*", FeatureReferenceTypes, 0},
	{OpRefFunc, "ref.func", ImmFunc, "*", FeatureReferenceTypes, 0},
	{OpRefEq, "ref.eq", ImmNone, "*", FeatureGC, 0},
	{OpRefAsNonNull, "ref.as_non_null", ImmNone, "*", FeatureFunctionReferences, 0},
	{OpBrOnNull, "br_on_null", ImmLabel, "*", FeatureFunctionReferences, 0},
	{OpBrOnNonNull, "br_on_non_null", ImmLabel, "*", FeatureFunctionReferences, 0},
	{OpContNew, "cont.new", ImmType, "*", FeatureStackSwitching, 0},
	{OpContBind, "cont.bind", ImmTypeType, "*", FeatureStackSwitching, 0},
	{OpSuspend, "suspend", ImmTag, "*", FeatureStackSwitching, 0},
	{OpResume, "resume", ImmResume, "*", FeatureStackSwitching, 0},
	{OpResumeThrow, "resume_throw", ImmResumeThrow, "*", FeatureStackSwitching, 0},
	{OpResumeThrowRef, "resume_throw_ref", ImmResume, "*", FeatureStackSwitching, 0},
	{OpSwitch, "switch", ImmTypeTag, "*", FeatureStackSwitching, 0},
	{OpStructNew, "struct.new", ImmType, "*", FeatureGC, 0},
	{OpStructNewDefault, "struct.new_default", ImmType, "*", FeatureGC, 0},
	{OpStructGet, "struct.get", ImmTypeField, "*", FeatureGC, 0},
	{OpStructGetS, "struct.get_s", ImmTypeField, "*", FeatureGC, 0},
	{OpStructGetU, "struct.get_u", ImmTypeField, "*", FeatureGC, 0},
	{OpStructSet, "struct.set", ImmTypeField, "*", FeatureGC, 0},
	{OpArrayNew, "array.new", ImmType, "*", FeatureGC, 0},
	{OpArrayNewDefault, "array.new_default", ImmType, "*", FeatureGC, 0},
	{OpArrayNewFixed, "array.new_fixed", ImmTypeCount, "*", FeatureGC, 0},
	{OpArrayNewData, "array.new_data", ImmTypeData, "*", FeatureGC, 0},
	{OpArrayNewElem, "array.new_elem", ImmTypeElem, "*", FeatureGC, 0},
	{OpArrayGet, "array.get", ImmType, "*", FeatureGC, 0},
	{OpArrayGetS, "array.get_s", ImmType, "*", FeatureGC, 0},
	{OpArrayGetU, "array.get_u", ImmType, "*", FeatureGC, 0},
	{OpArraySet, "array.set", ImmType, "*", FeatureGC, 0},
	{OpArrayLen, "array.len", ImmNone, "*", FeatureGC, 0},
	{OpArrayFill, "array.fill", ImmType, "*", FeatureGC, 0},
	{OpArrayCopy, "array.copy", ImmTypeType, "*", FeatureGC, 0},
	{OpArrayInitData, "array.init_data", ImmTypeData, "*", FeatureGC, 0},
	{OpArrayInitElem, "array.init_elem", ImmTypeElem, "*", FeatureGC, 0},
	{OpRefTest, "ref.test", ImmRefType, "*", FeatureGC, 0},
	{OpRefTestNull, "ref.test", ImmRefType, "*", FeatureGC, 0},
	{OpRefCast, "ref.cast", ImmRefType, "*", FeatureGC, 0},
	{OpRefCastNull, "ref.cast", ImmRefType, "*", FeatureGC, 0},
	{OpBrOnCast, "br_on_cast", ImmBrOnCast, "*", FeatureGC, 0},
	{OpBrOnCastFail, "br_on_cast_fail", ImmBrOnCast, "*", FeatureGC, 0},
	{OpAnyConvertExtern, "any.convert_extern", ImmNone, "*", FeatureGC, 0},
	{OpExternConvertAny, "extern.convert_any", ImmNone, "*", FeatureGC, 0},
	{OpRefI31, "ref.i31", ImmNone, "*", FeatureGC, 0},
	{OpI31GetS, "i31.get_s", ImmNone, "*", FeatureGC, 0},
	{OpI31GetU, "i31.get_u", ImmNone, "*", FeatureGC, 0},
	{OpStructNewDesc, "struct.new_desc", ImmType, "*", FeatureCustomDescriptors, 0},
	{OpStructNewDefaultDesc, "struct.new_default_desc", ImmType, "*", FeatureCustomDescriptors, 0},
	{OpRefGetDesc, "ref.get_desc", ImmType, "*", FeatureCustomDescriptors, 0},
	{OpRefCastDescEq, "ref.cast_desc_eq", ImmRefType, "*", FeatureCustomDescriptors, 0},
	{OpRefCastDescEqNull, "ref.cast_desc_eq", ImmRefType, "*", FeatureCustomDescriptors, 0},
	{OpBrOnCastDescEq, "br_on_cast_desc_eq", ImmBrOnCast, "*", FeatureCustomDescriptors, 0},
	{OpBrOnCastDescEqFail, "br_on_cast_desc_eq_fail", ImmBrOnCast, "*", FeatureCustomDescriptors, 0},
	{OpI32TruncSatF32S, "i32.trunc_sat_f32_s", ImmNone, "f>i", FeatureSaturatingFloatToInt, 0},
	{OpI32TruncSatF32U, "i32.trunc_sat_f32_u", ImmNone, "f>i", FeatureSaturatingFloatToInt, 0},
	{OpI32TruncSatF64S, "i32.trunc_sat_f64_s", ImmNone, "d>i", FeatureSaturatingFloatToInt, 0},
	{OpI32TruncSatF64U, "i32.trunc_sat_f64_u", ImmNone, "d>i", FeatureSaturatingFloatToInt, 0},
	{OpI64TruncSatF32S, "i64.trunc_sat_f32_s", ImmNone, "f>l", FeatureSaturatingFloatToInt, 0},
	{OpI64TruncSatF32U, "i64.trunc_sat_f32_u", ImmNone, "f>l", FeatureSaturatingFloatToInt, 0},
	{OpI64TruncSatF64S, "i64.trunc_sat_f64_s", ImmNone, "d>l", FeatureSaturatingFloatToInt, 0},
	{OpI64TruncSatF64U, "i64.trunc_sat_f64_u", ImmNone, "d>l", FeatureSaturatingFloatToInt, 0},
	{OpMemoryInit, "memory.init", ImmDataMem, "*", FeatureBulkMemory, 0},
	{OpDataDrop, "data.drop", ImmData, "*", FeatureBulkMemory, 0},
	{OpMemoryCopy, "memory.copy", ImmMemMem, "*", FeatureBulkMemoryOpt, 0},
	{OpMemoryFill, "memory.fill", ImmMem, "aia>", FeatureBulkMemoryOpt, 0},
	{OpTableInit, "table.init", ImmElemTable, "*", FeatureBulkMemory, 0},
	{OpElemDrop, "elem.drop", ImmElem, "*", FeatureBulkMemory, 0},
	{OpTableCopy, "table.copy", ImmTableTable, "*", FeatureBulkMemory, 0},
	{OpTableGrow, "table.grow", ImmTable, "*", FeatureReferenceTypes, 0},
	{OpTableSize, "table.size", ImmTable, "*", FeatureReferenceTypes, 0},
	{OpTableFill, "table.fill", ImmTable, "*", FeatureReferenceTypes, 0},
	{OpMemoryDiscard, "memory.discard", ImmMem, "aa>", FeatureMemoryControl, 0},
	{OpI64Add128, "i64.add128", ImmNone, "llll>ll", FeatureWideArithmetic, 0},
	{OpI64Sub128, "i64.sub128", ImmNone, "llll>ll", FeatureWideArithmetic, 0},
	{OpI64MulWideS, "i64.mul_wide_s", ImmNone, "ll>ll", FeatureWideArithmetic, 0},
	{OpI64MulWideU, "i64.mul_wide_u", ImmNone, "ll>ll", FeatureWideArithmetic, 0},
	{OpV128Load, "v128.load", ImmMemArg, "a>v", FeatureSIMD, 4},
	{OpV128Load8x8S, "v128.load8x8_s", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpV128Load8x8U, "v128.load8x8_u", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpV128Load16x4S, "v128.load16x4_s", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpV128Load16x4U, "v128.load16x4_u", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpV128Load32x2S, "v128.load32x2_s", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpV128Load32x2U, "v128.load32x2_u", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpV128Load8Splat, "v128.load8_splat", ImmMemArg, "a>v", FeatureSIMD, 0},
	{OpV128Load16Splat, "v128.load16_splat", ImmMemArg, "a>v", FeatureSIMD, 1},
	{OpV128Load32Splat, "v128.load32_splat", ImmMemArg, "a>v", FeatureSIMD, 2},
	{OpV128Load64Splat, "v128.load64_splat", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpV128Store, "v128.store", ImmMemArg, "av>", FeatureSIMD, 4},
	{OpV128Const, "v128.const", ImmV128, ">v", FeatureSIMD, 0},
	{OpI8x16Shuffle, "i8x16.shuffle", ImmShuffle, "vv>v", FeatureSIMD, 0},
	{OpI8x16Swizzle, "i8x16.swizzle", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16Splat, "i8x16.splat", ImmNone, "i>v", FeatureSIMD, 0},
	{OpI16x8Splat, "i16x8.splat", ImmNone, "i>v", FeatureSIMD, 0},
	{OpI32x4Splat, "i32x4.splat", ImmNone, "i>v", FeatureSIMD, 0},
	{OpI64x2Splat, "i64x2.splat", ImmNone, "l>v", FeatureSIMD, 0},
	{OpF32x4Splat, "f32x4.splat", ImmNone, "f>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Splat, "f64x2.splat", ImmNone, "d>v", FeatureSIMD | FeatureFloats, 0},
	{OpI8x16ExtractLaneS, "i8x16.extract_lane_s", ImmLane, "v>i", FeatureSIMD, 0},
	{OpI8x16ExtractLaneU, "i8x16.extract_lane_u", ImmLane, "v>i", FeatureSIMD, 0},
	{OpI8x16ReplaceLane, "i8x16.replace_lane", ImmLane, "vi>v", FeatureSIMD, 0},
	{OpI16x8ExtractLaneS, "i16x8.extract_lane_s", ImmLane, "v>i", FeatureSIMD, 0},
	{OpI16x8ExtractLaneU, "i16x8.extract_lane_u", ImmLane, "v>i", FeatureSIMD, 0},
	{OpI16x8ReplaceLane, "i16x8.replace_lane", ImmLane, "vi>v", FeatureSIMD, 0},
	{OpI32x4ExtractLane, "i32x4.extract_lane", ImmLane, "v>i", FeatureSIMD, 0},
	{OpI32x4ReplaceLane, "i32x4.replace_lane", ImmLane, "vi>v", FeatureSIMD, 0},
	{OpI64x2ExtractLane, "i64x2.extract_lane", ImmLane, "v>l", FeatureSIMD, 0},
	{OpI64x2ReplaceLane, "i64x2.replace_lane", ImmLane, "vl>v", FeatureSIMD, 0},
	{OpF32x4ExtractLane, "f32x4.extract_lane", ImmLane, "v>f", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4ReplaceLane, "f32x4.replace_lane", ImmLane, "vf>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2ExtractLane, "f64x2.extract_lane", ImmLane, "v>d", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2ReplaceLane, "f64x2.replace_lane", ImmLane, "vd>v", FeatureSIMD | FeatureFloats, 0},
	{OpI8x16Eq, "i8x16.eq", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16Ne, "i8x16.ne", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16LtS, "i8x16.lt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16LtU, "i8x16.lt_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16GtS, "i8x16.gt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16GtU, "i8x16.gt_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16LeS, "i8x16.le_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16LeU, "i8x16.le_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16GeS, "i8x16.ge_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16GeU, "i8x16.ge_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8Eq, "i16x8.eq", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8Ne, "i16x8.ne", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8LtS, "i16x8.lt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8LtU, "i16x8.lt_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8GtS, "i16x8.gt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8GtU, "i16x8.gt_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8LeS, "i16x8.le_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8LeU, "i16x8.le_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8GeS, "i16x8.ge_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8GeU, "i16x8.ge_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4Eq, "i32x4.eq", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4Ne, "i32x4.ne", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4LtS, "i32x4.lt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4LtU, "i32x4.lt_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4GtS, "i32x4.gt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4GtU, "i32x4.gt_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4LeS, "i32x4.le_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4LeU, "i32x4.le_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4GeS, "i32x4.ge_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4GeU, "i32x4.ge_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpF32x4Eq, "f32x4.eq", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Ne, "f32x4.ne", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Lt, "f32x4.lt", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Gt, "f32x4.gt", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Le, "f32x4.le", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Ge, "f32x4.ge", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Eq, "f64x2.eq", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Ne, "f64x2.ne", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Lt, "f64x2.lt", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Gt, "f64x2.gt", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Le, "f64x2.le", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Ge, "f64x2.ge", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpV128Not, "v128.not", ImmNone, "v>v", FeatureSIMD, 0},
	{OpV128And, "v128.and", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpV128Andnot, "v128.andnot", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpV128Or, "v128.or", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpV128Xor, "v128.xor", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpV128Bitselect, "v128.bitselect", ImmNone, "vvv>v", FeatureSIMD, 0},
	{OpV128AnyTrue, "v128.any_true", ImmNone, "v>i", FeatureSIMD, 0},
	{OpV128Load8Lane, "v128.load8_lane", ImmMemArgLane, "av>v", FeatureSIMD, 0},
	{OpV128Load16Lane, "v128.load16_lane", ImmMemArgLane, "av>v", FeatureSIMD, 1},
	{OpV128Load32Lane, "v128.load32_lane", ImmMemArgLane, "av>v", FeatureSIMD, 2},
	{OpV128Load64Lane, "v128.load64_lane", ImmMemArgLane, "av>v", FeatureSIMD, 3},
	{OpV128Store8Lane, "v128.store8_lane", ImmMemArgLane, "av>", FeatureSIMD, 0},
	{OpV128Store16Lane, "v128.store16_lane", ImmMemArgLane, "av>", FeatureSIMD, 1},
	{OpV128Store32Lane, "v128.store32_lane", ImmMemArgLane, "av>", FeatureSIMD, 2},
	{OpV128Store64Lane, "v128.store64_lane", ImmMemArgLane, "av>", FeatureSIMD, 3},
	{OpV128Load32Zero, "v128.load32_zero", ImmMemArg, "a>v", FeatureSIMD, 2},
	{OpV128Load64Zero, "v128.load64_zero", ImmMemArg, "a>v", FeatureSIMD, 3},
	{OpF32x4DemoteF64x2Zero, "f32x4.demote_f64x2_zero", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2PromoteLowF32x4, "f64x2.promote_low_f32x4", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI8x16Abs, "i8x16.abs", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI8x16Neg, "i8x16.neg", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI8x16Popcnt, "i8x16.popcnt", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI8x16AllTrue, "i8x16.all_true", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI8x16Bitmask, "i8x16.bitmask", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI8x16NarrowI16x8S, "i8x16.narrow_i16x8_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16NarrowI16x8U, "i8x16.narrow_i16x8_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpF32x4Ceil, "f32x4.ceil", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Floor, "f32x4.floor", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Trunc, "f32x4.trunc", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Nearest, "f32x4.nearest", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI8x16Shl, "i8x16.shl", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI8x16ShrS, "i8x16.shr_s", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI8x16ShrU, "i8x16.shr_u", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI8x16Add, "i8x16.add", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16AddSatS, "i8x16.add_sat_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16AddSatU, "i8x16.add_sat_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16Sub, "i8x16.sub", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16SubSatS, "i8x16.sub_sat_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16SubSatU, "i8x16.sub_sat_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpF64x2Ceil, "f64x2.ceil", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Floor, "f64x2.floor", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI8x16MinS, "i8x16.min_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16MinU, "i8x16.min_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16MaxS, "i8x16.max_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI8x16MaxU, "i8x16.max_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpF64x2Trunc, "f64x2.trunc", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI8x16AvgrU, "i8x16.avgr_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8ExtaddPairwiseI8x16S, "i16x8.extadd_pairwise_i8x16_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8ExtaddPairwiseI8x16U, "i16x8.extadd_pairwise_i8x16_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4ExtaddPairwiseI16x8S, "i32x4.extadd_pairwise_i16x8_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4ExtaddPairwiseI16x8U, "i32x4.extadd_pairwise_i16x8_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8Abs, "i16x8.abs", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8Neg, "i16x8.neg", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8Q15mulrSatS, "i16x8.q15mulr_sat_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8AllTrue, "i16x8.all_true", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI16x8Bitmask, "i16x8.bitmask", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI16x8NarrowI32x4S, "i16x8.narrow_i32x4_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8NarrowI32x4U, "i16x8.narrow_i32x4_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8ExtendLowI8x16S, "i16x8.extend_low_i8x16_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8ExtendHighI8x16S, "i16x8.extend_high_i8x16_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8ExtendLowI8x16U, "i16x8.extend_low_i8x16_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8ExtendHighI8x16U, "i16x8.extend_high_i8x16_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI16x8Shl, "i16x8.shl", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI16x8ShrS, "i16x8.shr_s", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI16x8ShrU, "i16x8.shr_u", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI16x8Add, "i16x8.add", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8AddSatS, "i16x8.add_sat_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8AddSatU, "i16x8.add_sat_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8Sub, "i16x8.sub", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8SubSatS, "i16x8.sub_sat_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8SubSatU, "i16x8.sub_sat_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpF64x2Nearest, "f64x2.nearest", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI16x8Mul, "i16x8.mul", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8MinS, "i16x8.min_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8MinU, "i16x8.min_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8MaxS, "i16x8.max_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8MaxU, "i16x8.max_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8AvgrU, "i16x8.avgr_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8ExtmulLowI8x16S, "i16x8.extmul_low_i8x16_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8ExtmulHighI8x16S, "i16x8.extmul_high_i8x16_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8ExtmulLowI8x16U, "i16x8.extmul_low_i8x16_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI16x8ExtmulHighI8x16U, "i16x8.extmul_high_i8x16_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4Abs, "i32x4.abs", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4Neg, "i32x4.neg", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4AllTrue, "i32x4.all_true", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI32x4Bitmask, "i32x4.bitmask", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI32x4ExtendLowI16x8S, "i32x4.extend_low_i16x8_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4ExtendHighI16x8S, "i32x4.extend_high_i16x8_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4ExtendLowI16x8U, "i32x4.extend_low_i16x8_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4ExtendHighI16x8U, "i32x4.extend_high_i16x8_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI32x4Shl, "i32x4.shl", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI32x4ShrS, "i32x4.shr_s", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI32x4ShrU, "i32x4.shr_u", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI32x4Add, "i32x4.add", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4Sub, "i32x4.sub", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4Mul, "i32x4.mul", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4MinS, "i32x4.min_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4MinU, "i32x4.min_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4MaxS, "i32x4.max_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4MaxU, "i32x4.max_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4DotI16x8S, "i32x4.dot_i16x8_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4ExtmulLowI16x8S, "i32x4.extmul_low_i16x8_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4ExtmulHighI16x8S, "i32x4.extmul_high_i16x8_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4ExtmulLowI16x8U, "i32x4.extmul_low_i16x8_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI32x4ExtmulHighI16x8U, "i32x4.extmul_high_i16x8_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2Abs, "i64x2.abs", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI64x2Neg, "i64x2.neg", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI64x2AllTrue, "i64x2.all_true", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI64x2Bitmask, "i64x2.bitmask", ImmNone, "v>i", FeatureSIMD, 0},
	{OpI64x2ExtendLowI32x4S, "i64x2.extend_low_i32x4_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI64x2ExtendHighI32x4S, "i64x2.extend_high_i32x4_s", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI64x2ExtendLowI32x4U, "i64x2.extend_low_i32x4_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI64x2ExtendHighI32x4U, "i64x2.extend_high_i32x4_u", ImmNone, "v>v", FeatureSIMD, 0},
	{OpI64x2Shl, "i64x2.shl", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI64x2ShrS, "i64x2.shr_s", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI64x2ShrU, "i64x2.shr_u", ImmNone, "vi>v", FeatureSIMD, 0},
	{OpI64x2Add, "i64x2.add", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2Sub, "i64x2.sub", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2Mul, "i64x2.mul", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2Eq, "i64x2.eq", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2Ne, "i64x2.ne", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2LtS, "i64x2.lt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2GtS, "i64x2.gt_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2LeS, "i64x2.le_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2GeS, "i64x2.ge_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2ExtmulLowI32x4S, "i64x2.extmul_low_i32x4_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2ExtmulHighI32x4S, "i64x2.extmul_high_i32x4_s", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2ExtmulLowI32x4U, "i64x2.extmul_low_i32x4_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpI64x2ExtmulHighI32x4U, "i64x2.extmul_high_i32x4_u", ImmNone, "vv>v", FeatureSIMD, 0},
	{OpF32x4Abs, "f32x4.abs", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Neg, "f32x4.neg", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Sqrt, "f32x4.sqrt", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Add, "f32x4.add", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Sub, "f32x4.sub", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Mul, "f32x4.mul", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Div, "f32x4.div", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Min, "f32x4.min", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Max, "f32x4.max", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Pmin, "f32x4.pmin", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4Pmax, "f32x4.pmax", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Abs, "f64x2.abs", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Neg, "f64x2.neg", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Sqrt, "f64x2.sqrt", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Add, "f64x2.add", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Sub, "f64x2.sub", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Mul, "f64x2.mul", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Div, "f64x2.div", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Min, "f64x2.min", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Max, "f64x2.max", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Pmin, "f64x2.pmin", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2Pmax, "f64x2.pmax", ImmNone, "vv>v", FeatureSIMD | FeatureFloats, 0},
	{OpI32x4TruncSatF32x4S, "i32x4.trunc_sat_f32x4_s", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI32x4TruncSatF32x4U, "i32x4.trunc_sat_f32x4_u", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4ConvertI32x4S, "f32x4.convert_i32x4_s", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF32x4ConvertI32x4U, "f32x4.convert_i32x4_u", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI32x4TruncSatF64x2SZero, "i32x4.trunc_sat_f64x2_s_zero", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI32x4TruncSatF64x2UZero, "i32x4.trunc_sat_f64x2_u_zero", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2ConvertLowI32x4S, "f64x2.convert_low_i32x4_s", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpF64x2ConvertLowI32x4U, "f64x2.convert_low_i32x4_u", ImmNone, "v>v", FeatureSIMD | FeatureFloats, 0},
	{OpI8x16RelaxedSwizzle, "i8x16.relaxed_swizzle", ImmNone, "vv>v", FeatureRelaxedSIMD, 0},
	{OpI32x4RelaxedTruncF32x4S, "i32x4.relaxed_trunc_f32x4_s", ImmNone, "v>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpI32x4RelaxedTruncF32x4U, "i32x4.relaxed_trunc_f32x4_u", ImmNone, "v>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpI32x4RelaxedTruncF64x2SZero, "i32x4.relaxed_trunc_f64x2_s_zero", ImmNone, "v>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpI32x4RelaxedTruncF64x2UZero, "i32x4.relaxed_trunc_f64x2_u_zero", ImmNone, "v>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpF32x4RelaxedMadd, "f32x4.relaxed_madd", ImmNone, "vvv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpF32x4RelaxedNmadd, "f32x4.relaxed_nmadd", ImmNone, "vvv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpF64x2RelaxedMadd, "f64x2.relaxed_madd", ImmNone, "vvv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpF64x2RelaxedNmadd, "f64x2.relaxed_nmadd", ImmNone, "vvv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpI8x16RelaxedLaneselect, "i8x16.relaxed_laneselect", ImmNone, "vvv>v", FeatureRelaxedSIMD, 0},
	{OpI16x8RelaxedLaneselect, "i16x8.relaxed_laneselect", ImmNone, "vvv>v", FeatureRelaxedSIMD, 0},
	{OpI32x4RelaxedLaneselect, "i32x4.relaxed_laneselect", ImmNone, "vvv>v", FeatureRelaxedSIMD, 0},
	{OpI64x2RelaxedLaneselect, "i64x2.relaxed_laneselect", ImmNone, "vvv>v", FeatureRelaxedSIMD, 0},
	{OpF32x4RelaxedMin, "f32x4.relaxed_min", ImmNone, "vv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpF32x4RelaxedMax, "f32x4.relaxed_max", ImmNone, "vv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpF64x2RelaxedMin, "f64x2.relaxed_min", ImmNone, "vv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpF64x2RelaxedMax, "f64x2.relaxed_max", ImmNone, "vv>v", FeatureRelaxedSIMD | FeatureFloats, 0},
	{OpI16x8RelaxedQ15mulrS, "i16x8.relaxed_q15mulr_s", ImmNone, "vv>v", FeatureRelaxedSIMD, 0},
	{OpI16x8RelaxedDotI8x16I7x16S, "i16x8.relaxed_dot_i8x16_i7x16_s", ImmNone, "vv>v", FeatureRelaxedSIMD, 0},
	{OpI32x4RelaxedDotI8x16I7x16AddS, "i32x4.relaxed_dot_i8x16_i7x16_add_s", ImmNone, "vvv>v", FeatureRelaxedSIMD, 0},
	{OpMemoryAtomicNotify, "memory.atomic.notify", ImmMemArg, "ai>i", FeatureThreads, 2},
	{OpMemoryAtomicWait32, "memory.atomic.wait32", ImmMemArg, "ail>i", FeatureThreads, 2},
	{OpMemoryAtomicWait64, "memory.atomic.wait64", ImmMemArg, "all>i", FeatureThreads, 3},
	{OpAtomicFence, "atomic.fence", ImmFence, ">", FeatureThreads, 0},
	{OpI32AtomicLoad, "i32.atomic.load", ImmMemArg, "a>i", FeatureThreads, 2},
	{OpI64AtomicLoad, "i64.atomic.load", ImmMemArg, "a>l", FeatureThreads, 3},
	{OpI32AtomicLoad8U, "i32.atomic.load8_u", ImmMemArg, "a>i", FeatureThreads, 0},
	{OpI32AtomicLoad16U, "i32.atomic.load16_u", ImmMemArg, "a>i", FeatureThreads, 1},
	{OpI64AtomicLoad8U, "i64.atomic.load8_u", ImmMemArg, "a>l", FeatureThreads, 0},
	{OpI64AtomicLoad16U, "i64.atomic.load16_u", ImmMemArg, "a>l", FeatureThreads, 1},
	{OpI64AtomicLoad32U, "i64.atomic.load32_u", ImmMemArg, "a>l", FeatureThreads, 2},
	{OpI32AtomicStore, "i32.atomic.store", ImmMemArg, "ai>", FeatureThreads, 2},
	{OpI64AtomicStore, "i64.atomic.store", ImmMemArg, "al>", FeatureThreads, 3},
	{OpI32AtomicStore8, "i32.atomic.store8", ImmMemArg, "ai>", FeatureThreads, 0},
	{OpI32AtomicStore16, "i32.atomic.store16", ImmMemArg, "ai>", FeatureThreads, 1},
	{OpI64AtomicStore8, "i64.atomic.store8", ImmMemArg, "al>", FeatureThreads, 0},
	{OpI64AtomicStore16, "i64.atomic.store16", ImmMemArg, "al>", FeatureThreads, 1},
	{OpI64AtomicStore32, "i64.atomic.store32", ImmMemArg, "al>", FeatureThreads, 2},
	{OpI32AtomicRmwAdd, "i32.atomic.rmw.add", ImmMemArg, "ai>i", FeatureThreads, 2},
	{OpI64AtomicRmwAdd, "i64.atomic.rmw.add", ImmMemArg, "al>l", FeatureThreads, 3},
	{OpI32AtomicRmw8AddU, "i32.atomic.rmw8.add_u", ImmMemArg, "ai>i", FeatureThreads, 0},
	{OpI32AtomicRmw16AddU, "i32.atomic.rmw16.add_u", ImmMemArg, "ai>i", FeatureThreads, 1},
	{OpI64AtomicRmw8AddU, "i64.atomic.rmw8.add_u", ImmMemArg, "al>l", FeatureThreads, 0},
	{OpI64AtomicRmw16AddU, "i64.atomic.rmw16.add_u", ImmMemArg, "al>l", FeatureThreads, 1},
	{OpI64AtomicRmw32AddU, "i64.atomic.rmw32.add_u", ImmMemArg, "al>l", FeatureThreads, 2},
	{OpI32AtomicRmwSub, "i32.atomic.rmw.sub", ImmMemArg, "ai>i", FeatureThreads, 2},
	{OpI64AtomicRmwSub, "i64.atomic.rmw.sub", ImmMemArg, "al>l", FeatureThreads, 3},
	{OpI32AtomicRmw8SubU, "i32.atomic.rmw8.sub_u", ImmMemArg, "ai>i", FeatureThreads, 0},
	{OpI32AtomicRmw16SubU, "i32.atomic.rmw16.sub_u", ImmMemArg, "ai>i", FeatureThreads, 1},
	{OpI64AtomicRmw8SubU, "i64.atomic.rmw8.sub_u", ImmMemArg, "al>l", FeatureThreads, 0},
	{OpI64AtomicRmw16SubU, "i64.atomic.rmw16.sub_u", ImmMemArg, "al>l", FeatureThreads, 1},
	{OpI64AtomicRmw32SubU, "i64.atomic.rmw32.sub_u", ImmMemArg, "al>l", FeatureThreads, 2},
	{OpI32AtomicRmwAnd, "i32.atomic.rmw.and", ImmMemArg, "ai>i", FeatureThreads, 2},
	{OpI64AtomicRmwAnd, "i64.atomic.rmw.and", ImmMemArg, "al>l", FeatureThreads, 3},
	{OpI32AtomicRmw8AndU, "i32.atomic.rmw8.and_u", ImmMemArg, "ai>i", FeatureThreads, 0},
	{OpI32AtomicRmw16AndU, "i32.atomic.rmw16.and_u", ImmMemArg, "ai>i", FeatureThreads, 1},
	{OpI64AtomicRmw8AndU, "i64.atomic.rmw8.and_u", ImmMemArg, "al>l", FeatureThreads, 0},
	{OpI64AtomicRmw16AndU, "i64.atomic.rmw16.and_u", ImmMemArg, "al>l", FeatureThreads, 1},
	{OpI64AtomicRmw32AndU, "i64.atomic.rmw32.and_u", ImmMemArg, "al>l", FeatureThreads, 2},
	{OpI32AtomicRmwOr, "i32.atomic.rmw.or", ImmMemArg, "ai>i", FeatureThreads, 2},
	{OpI64AtomicRmwOr, "i64.atomic.rmw.or", ImmMemArg, "al>l", FeatureThreads, 3},
	{OpI32AtomicRmw8OrU, "i32.atomic.rmw8.or_u", ImmMemArg, "ai>i", FeatureThreads, 0},
	{OpI32AtomicRmw16OrU, "i32.atomic.rmw16.or_u", ImmMemArg, "ai>i", FeatureThreads, 1},
	{OpI64AtomicRmw8OrU, "i64.atomic.rmw8.or_u", ImmMemArg, "al>l", FeatureThreads, 0},
	{OpI64AtomicRmw16OrU, "i64.atomic.rmw16.or_u", ImmMemArg, "al>l", FeatureThreads, 1},
	{OpI64AtomicRmw32OrU, "i64.atomic.rmw32.or_u", ImmMemArg, "al>l", FeatureThreads, 2},
	{OpI32AtomicRmwXor, "i32.atomic.rmw.xor", ImmMemArg, "ai>i", FeatureThreads, 2},
	{OpI64AtomicRmwXor, "i64.atomic.rmw.xor", ImmMemArg, "al>l", FeatureThreads, 3},
	{OpI32AtomicRmw8XorU, "i32.atomic.rmw8.xor_u", ImmMemArg, "ai>i", FeatureThreads, 0},
	{OpI32AtomicRmw16XorU, "i32.atomic.rmw16.xor_u", ImmMemArg, "ai>i", FeatureThreads, 1},
	{OpI64AtomicRmw8XorU, "i64.atomic.rmw8.xor_u", ImmMemArg, "al>l", FeatureThreads, 0},
	{OpI64AtomicRmw16XorU, "i64.atomic.rmw16.xor_u", ImmMemArg, "al>l", FeatureThreads, 1},
	{OpI64AtomicRmw32XorU, "i64.atomic.rmw32.xor_u", ImmMemArg, "al>l", FeatureThreads, 2},
	{OpI32AtomicRmwXchg, "i32.atomic.rmw.xchg", ImmMemArg, "ai>i", FeatureThreads, 2},
	{OpI64AtomicRmwXchg, "i64.atomic.rmw.xchg", ImmMemArg, "al>l", FeatureThreads, 3},
	{OpI32AtomicRmw8XchgU, "i32.atomic.rmw8.xchg_u", ImmMemArg, "ai>i", FeatureThreads, 0},
	{OpI32AtomicRmw16XchgU, "i32.atomic.rmw16.xchg_u", ImmMemArg, "ai>i", FeatureThreads, 1},
	{OpI64AtomicRmw8XchgU, "i64.atomic.rmw8.xchg_u", ImmMemArg, "al>l", FeatureThreads, 0},
	{OpI64AtomicRmw16XchgU, "i64.atomic.rmw16.xchg_u", ImmMemArg, "al>l", FeatureThreads, 1},
	{OpI64AtomicRmw32XchgU, "i64.atomic.rmw32.xchg_u", ImmMemArg, "al>l", FeatureThreads, 2},
	{OpI32AtomicRmwCmpxchg, "i32.atomic.rmw.cmpxchg", ImmMemArg, "aii>i", FeatureThreads, 2},
	{OpI64AtomicRmwCmpxchg, "i64.atomic.rmw.cmpxchg", ImmMemArg, "all>l", FeatureThreads, 3},
	{OpI32AtomicRmw8CmpxchgU, "i32.atomic.rmw8.cmpxchg_u", ImmMemArg, "aii>i", FeatureThreads, 0},
	{OpI32AtomicRmw16CmpxchgU, "i32.atomic.rmw16.cmpxchg_u", ImmMemArg, "aii>i", FeatureThreads, 1},
	{OpI64AtomicRmw8CmpxchgU, "i64.atomic.rmw8.cmpxchg_u", ImmMemArg, "all>l", FeatureThreads, 0},
	{OpI64AtomicRmw16CmpxchgU, "i64.atomic.rmw16.cmpxchg_u", ImmMemArg, "all>l", FeatureThreads, 1},
	{OpI64AtomicRmw32CmpxchgU, "i64.atomic.rmw32.cmpxchg_u", ImmMemArg, "all>l", FeatureThreads, 2},
	{OpGlobalAtomicGet, "global.atomic.get", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicSet, "global.atomic.set", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicRmwAdd, "global.atomic.rmw.add", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicRmwSub, "global.atomic.rmw.sub", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicRmwAnd, "global.atomic.rmw.and", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicRmwOr, "global.atomic.rmw.or", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicRmwXor, "global.atomic.rmw.xor", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicRmwXchg, "global.atomic.rmw.xchg", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpGlobalAtomicRmwCmpxchg, "global.atomic.rmw.cmpxchg", ImmOrdGlobal, "*", FeatureSharedEverythingThreads, 0},
	{OpTableAtomicGet, "table.atomic.get", ImmOrdTable, "*", FeatureSharedEverythingThreads, 0},
	{OpTableAtomicSet, "table.atomic.set", ImmOrdTable, "*", FeatureSharedEverythingThreads, 0},
	{OpTableAtomicRmwXchg, "table.atomic.rmw.xchg", ImmOrdTable, "*", FeatureSharedEverythingThreads, 0},
	{OpTableAtomicRmwCmpxchg, "table.atomic.rmw.cmpxchg", ImmOrdTable, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicGet, "struct.atomic.get", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicGetS, "struct.atomic.get_s", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicGetU, "struct.atomic.get_u", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicSet, "struct.atomic.set", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicRmwAdd, "struct.atomic.rmw.add", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicRmwSub, "struct.atomic.rmw.sub", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicRmwAnd, "struct.atomic.rmw.and", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicRmwOr, "struct.atomic.rmw.or", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicRmwXor, "struct.atomic.rmw.xor", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicRmwXchg, "struct.atomic.rmw.xchg", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpStructAtomicRmwCmpxchg, "struct.atomic.rmw.cmpxchg", ImmOrdTypeField, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicGet, "array.atomic.get", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicGetS, "array.atomic.get_s", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicGetU, "array.atomic.get_u", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicSet, "array.atomic.set", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicRmwAdd, "array.atomic.rmw.add", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicRmwSub, "array.atomic.rmw.sub", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicRmwAnd, "array.atomic.rmw.and", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicRmwOr, "array.atomic.rmw.or", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicRmwXor, "array.atomic.rmw.xor", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicRmwXchg, "array.atomic.rmw.xchg", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpArrayAtomicRmwCmpxchg, "array.atomic.rmw.cmpxchg", ImmOrdType, "*", FeatureSharedEverythingThreads, 0},
	{OpRefI31Shared, "ref.i31_shared", ImmNone, "*", FeatureSharedEverythingThreads, 0},
}
