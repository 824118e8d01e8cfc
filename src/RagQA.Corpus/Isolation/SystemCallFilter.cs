using System.ComponentModel;
using System.Runtime.InteropServices;

namespace RagQA.Corpus;

/// <summary>
/// A seccomp filter (a small program that the Linux kernel runs before each system call, man 2 seccomp) for all threads of this
/// process: what it names fails with "permission denied". It is inherited and cannot be removed.
/// </summary>
internal static partial class SystemCallFilter
{
    // linux/filter.h and linux/seccomp.h
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfGreaterOrEqual = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7fff0000;
    private const uint Deny = 0x00050000 | 13;
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint ThirdArgumentOffset = 32;
    private const int NoNewPrivileges = 38;
    private const int SetModeFilter = 1;
    private const int AllThreads = 1;

    // O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND; the same on x64 and ARM64.
    private const uint WritingFlags = 0x1 | 0x2 | 0x40 | 0x200 | 0x400;

    // Numbers above this belong to the x32 interface of x64, under which every call has a second number.
    private const uint SecondInterface = 0x40000000;

    /// <summary>Installs the filter.</summary>
    /// <exception cref="Win32Exception">The kernel refused it.</exception>
    /// <exception cref="PlatformNotSupportedException">Not Linux on x64 or ARM64.</exception>
    public static unsafe void Install()
    {
        (uint architecture, int seccomp, uint openAt, uint[] denied) = Target();
        Instruction[] program = Program(architecture, openAt, denied);
        if (Prctl(NoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            throw Refused();
        }

        fixed (Instruction* first = program)
        {
            FilterProgram filter = new() { Length = (ushort)program.Length, First = first };
            if (SystemCall(seccomp, SetModeFilter, AllThreads, (nint)(&filter)) != 0)
            {
                throw Refused();
            }
        }
    }

    private static (uint Architecture, int Seccomp, uint OpenAt, uint[] Denied) Target() =>
        (OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture) switch
        {
            // In this order: socket, connect, accept, sendto, recvfrom, sendmsg, recvmsg, bind, listen, socketpair, accept4, sendmmsg;
            // io_uring; execve, execveat, fork, vfork; ptrace, process_vm_*; rename*, mkdir*, rmdir, link*, unlink*, symlink*;
            // open, creat, truncate, ftruncate, chmod*, chown*, mknod*; mount, umount2, pivot_root, chroot, unshare, setns;
            // bpf, keys, userfaultfd, perf_event_open, openat2, kill, tkill, pidfd_send_signal.
            (true, Architecture.X64) => (0xC000003E, 317, 257,
            [
                41, 42, 43, 44, 45, 46, 47, 49, 50, 53, 288, 307, 425, 426, 427, 59, 322, 57, 58, 101, 310, 311,
                82, 264, 316, 83, 258, 84, 86, 265, 87, 263, 88, 266, 2, 85, 76, 77, 90, 91, 268, 92, 93, 94, 260, 133, 259,
                165, 166, 155, 161, 272, 308, 321, 248, 249, 250, 323, 298, 437, 62, 200, 424,
            ]),
            (true, Architecture.Arm64) => (0xC00000B7, 277, 56,
            [
                198, 203, 202, 206, 207, 211, 212, 200, 201, 199, 242, 269, 425, 426, 427, 221, 281, 117, 270, 271,
                38, 276, 34, 37, 35, 36, 45, 46, 52, 53, 54, 55, 33, 40, 39, 41, 51, 97, 268,
                280, 217, 218, 219, 282, 241, 437, 129, 130, 424,
            ]),
            _ => throw new PlatformNotSupportedException("Files are read on Linux on x64 or ARM64 only, where the reader process can be confined."),
        };

    private static Instruction[] Program(uint architecture, uint openAt, uint[] denied)
    {
        List<Instruction> program =
        [
            new(LoadWord, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 1, 0, architecture),
            new(Return, 0, 0, Deny),
            new(LoadWord, 0, 0, NumberOffset),
            new(JumpIfGreaterOrEqual, 0, 1, SecondInterface),
            new(Return, 0, 0, Deny),
        ];
        foreach (uint number in denied)
        {
            program.Add(new Instruction(JumpIfEqual, 0, 1, number));
            program.Add(new Instruction(Return, 0, 0, Deny));
        }

        program.AddRange(
        [
            new(JumpIfEqual, 0, 3, openAt),
            new(LoadWord, 0, 0, ThirdArgumentOffset),
            new(JumpIfAnyBit, 0, 1, WritingFlags),
            new(Return, 0, 0, Deny),
            new(Return, 0, 0, Allow),
        ]);
        return [.. program];
    }

    private static Win32Exception Refused() =>
        new(Marshal.GetLastPInvokeError(), "The system does not let the reader process give up its rights (seccomp); allow it to.");

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint argument1, nint argument2, nint argument3);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct FilterProgram
    {
        public ushort Length;
        public Instruction* First;
    }
}
