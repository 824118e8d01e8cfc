using RagQA.Storage;

namespace RagQA.Tests.Storage;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Acquire_HeldAlready_IsAConflictUntilItIsGivenBack()
    {
        string path = _folder.File("data");
        using (DataDirectoryLock held = DataDirectoryLock.Acquire(path))
        {
            Assert.Equal(path, held.Directory);
            RagQAException failure = Assert.Throws<RagQAException>(() => DataDirectoryLock.Acquire(path));
            Assert.Equal(FailureKind.Conflict, failure.Kind);
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        }

        DataDirectoryLock.Acquire(path).Dispose();
    }

    [Fact]
    public void Acquire_NewDirectory_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows inherits access from the parent directory.");
            return;
        }

        using DataDirectoryLock held = DataDirectoryLock.Acquire(_folder.File("data"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(held.Directory));
    }

    [Fact]
    public void Acquire_FileInTheWay_IsUnavailable()
    {
        File.WriteAllText(_folder.File("data"), "");
        Assert.Equal(FailureKind.Unavailable, Assert.Throws<RagQAException>(() => DataDirectoryLock.Acquire(_folder.File("data"))).Kind);
    }
}
