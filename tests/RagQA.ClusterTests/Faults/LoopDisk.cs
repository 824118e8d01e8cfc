using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RagQA.ClusterTests.Faults;

/// <summary>
/// An ext4 file system of its own in a file. It can be shut down as a power loss would: nothing that was not flushed reaches
/// the file any more. Needs to be root, on a machine that lets it mount.
/// </summary>
internal sealed partial class LoopDisk : IAsyncDisposable
{
    private const int Size = 1 << 30;

    // EXT4_IOC_SHUTDOWN of the kernel's ext4.h: _IOR('X', 125, __u32).
    private const nuint Shutdown = 0x8004587D;
    private const uint WithoutFlushingTheLog = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("ragqa-disk-");
    private bool _isMounted;

    private LoopDisk()
    {
    }

    /// <summary>Where it is mounted.</summary>
    public string Directory => Path.Combine(_folder.FullName, "mounted");

    private string Image => Path.Combine(_folder.FullName, "image");

    /// <summary>Makes and mounts one; skips the test where that is not allowed.</summary>
    public static async Task<LoopDisk> MountAsync()
    {
        var disk = new LoopDisk();
        System.IO.Directory.CreateDirectory(disk.Directory);
        await using (var image = File.Create(disk.Image))
        {
            image.SetLength(Size);
        }

        try
        {
            await RunAsync("mkfs.ext4", "-q", disk.Image);
            await disk.MountItAsync();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            await disk.DisposeAsync();
            Assert.Skip($"No file system can be mounted here: {e.Message}");
        }

        return disk;
    }

    /// <summary>The power goes: from now on nothing reaches the disk.</summary>
    public void Cut()
    {
        using var directory = Open(Directory, flags: 0);
        var how = WithoutFlushingTheLog;
        if (directory.IsInvalid || Control(directory, Shutdown, ref how) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>The power is back: what was flushed is there.</summary>
    public async Task MountAgainAsync()
    {
        await UnmountAsync();
        await MountItAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await UnmountAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task MountItAsync()
    {
        await RunAsync("mount", "-o", "loop", Image, Directory);
        _isMounted = true;
    }

    private async Task UnmountAsync()
    {
        // Children of a killed program end a moment after it.
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                await RunAsync("umount", Directory);
                _isMounted = false;
                return;
            }
            catch (InvalidOperationException) when (watch.Elapsed < Patience)
            {
            }
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}: {errors.Trim()}"));
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, ref uint argument);
}
