# Where the hart begins: a stack, zeroed bss, a trap vector, then main(). Traps are fatal here: interrupts are never enabled
# in mstatus (WFI wakes on pending ones all the same), so every trap is a mistake of the guest's.
    .section .text.start
    .globl _start
_start:
    la   t0, trap_entry
    csrw mtvec, t0
    la   sp, __stack_top
    la   t0, __bss_start
    la   t1, __bss_end
1:  bgeu t0, t1, 2f
    sd   zero, 0(t0)
    sd   zero, 8(t0)
    sd   zero, 16(t0)
    sd   zero, 24(t0)
    sd   zero, 32(t0)
    sd   zero, 40(t0)
    sd   zero, 48(t0)
    sd   zero, 56(t0)
    addi t0, t0, 64
    j    1b
2:  call main
3:  wfi
    j    3b

    .align 2
trap_entry:
    csrr a0, mcause
    csrr a1, mepc
    csrr a2, mtval
    la   sp, __stack_top
    call fatal_trap
4:  wfi
    j    4b
