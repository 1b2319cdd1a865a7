using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace TellerLine.Kernel;

/// <summary>
/// <c>data/files/ab/abcd…</c>, encrypted (<see cref="SealedFile"/>); drafts in <c>data/files/drafts</c>. A file comes
/// to its place by a rename after it is on disk: there it is whole or not at all.
/// </summary>
internal sealed class DiskFiles(KernelOptions options, IKeyProvider keys, TimeProvider time) : IFileStore
{
    private readonly Lazy<byte[]> _key = new(() => keys.Make(IFileStore.Key));
    private readonly Lock _places = new();
    private readonly string _folder = Path.Combine(options.DataDirectory, "files");

    private string Drafts => Path.Combine(_folder, "drafts");

    public FileDraft Begin()
    {
        Directory.CreateDirectory(Drafts);
        CheckRoom();
        return new Draft(this, Path.Combine(Drafts, Ids.New(time)));
    }

    public Task<Stream?> Open(string hash, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new SealedStream(PlaceOf(hash), _key.Value, Convert.FromHexString(hash)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async IAsyncEnumerable<string> KeptBefore(
        DateTimeOffset moment, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!Directory.Exists(_folder))
            yield break;
        foreach (var folder in Directory.EnumerateDirectories(_folder).Where(f => f != Drafts))
        {
            foreach (var path in Directory.EnumerateFiles(folder))
            {
                ct.ThrowIfCancellationRequested();
                var name = Path.GetFileName(path);
                if (name.Length == 64 && File.GetLastWriteTimeUtc(path) < moment.UtcDateTime)
                    yield return name;
            }
            await Task.Yield();
        }
    }

    public Task<bool> Remove(string hash, DateTimeOffset keptBefore, CancellationToken ct)
    {
        var place = PlaceOf(hash);
        lock (_places)
        {
            if (!File.Exists(place) || File.GetLastWriteTimeUtc(place) >= keptBefore.UtcDateTime)
                return Task.FromResult(false);
            File.Delete(place);
            return Task.FromResult(true);
        }
    }

    public Task<int> RemoveDrafts(DateTimeOffset begunBefore, CancellationToken ct)
    {
        var removed = 0;
        if (Directory.Exists(Drafts))
        {
            foreach (var path in Directory.EnumerateFiles(Drafts)
                .Where(path => File.GetLastWriteTimeUtc(path) < begunBefore.UtcDateTime))
            {
                ct.ThrowIfCancellationRequested();
                File.Delete(path);
                removed++;
            }
        }
        return Task.FromResult(removed);
    }

    private string PlaceOf(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(_folder, hash[..2], hash)
        : throw new ArgumentException("No SHA-256.", nameof(hash));

    private void CheckRoom()
    {
        if (options.Room(DiskCheck.FreeIn(_folder)).State == HealthState.Fault)
            throw new FileStoreFullException();
    }

    private void Keep(string draft, string hash)
    {
        var place = PlaceOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        lock (_places)
        {
            if (!File.Exists(place))
                File.Move(draft, place);
            File.SetLastWriteTimeUtc(place, time.GetUtcNow().UtcDateTime);
        }
    }

    private sealed class Draft : FileDraft
    {
        private const int ChunksBetweenLooks = 64;

        private readonly DiskFiles _files;
        private readonly string _path;
        private readonly FileStream _file;
        private readonly AesGcm _cipher;
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _plain = new byte[SealedFile.Chunk];
        private readonly byte[] _stored = new byte[SealedFile.Chunk + SealedFile.Tag];
        private byte[]? _sum;
        private int _held;
        private long _chunks;

        public Draft(DiskFiles files, string path)
        {
            (_files, _path) = (files, path);
            var head = SealedFile.NewHead();
            _cipher = SealedFile.Cipher(files._key.Value, head);
            _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1, useAsync: true);
            _file.Write(head);
        }

        public override long Size => (_chunks * SealedFile.Chunk) + _held;

        public override async Task Write(ReadOnlyMemory<byte> bytes, CancellationToken ct)
        {
            _hash.AppendData(bytes.Span);
            while (bytes.Length > 0)
            {
                // A full chunk waits for what comes next: the last one is sealed otherwise.
                if (_held == SealedFile.Chunk)
                    await Put([], ct);
                var some = Math.Min(bytes.Length, SealedFile.Chunk - _held);
                bytes[..some].CopyTo(_plain.AsMemory(_held));
                _held += some;
                bytes = bytes[some..];
            }
        }

        public override async Task<string> Finish(CancellationToken ct)
        {
            if (_sum is null)
            {
                var sum = _hash.GetHashAndReset();
                var held = _held;
                await Put(sum, ct);
                (_chunks, _held) = (_chunks - 1, held);
                _file.Flush(flushToDisk: true);
                await _file.DisposeAsync();
                _sum = sum;
            }
            return Convert.ToHexStringLower(_sum);
        }

        public override Stream Open() => new SealedStream(
            _path, _files._key.Value, _sum ?? throw new InvalidOperationException("It is not finished."));

        public override async Task Keep(CancellationToken ct) => _files.Keep(_path, await Finish(ct));

        public override async ValueTask DisposeAsync()
        {
            await _file.DisposeAsync();
            _cipher.Dispose();
            _hash.Dispose();
            File.Delete(_path);
        }

        private async Task Put(byte[] sum, CancellationToken ct)
        {
            if (_chunks % ChunksBetweenLooks == ChunksBetweenLooks - 1)
                _files.CheckRoom();
            SealedFile.Encrypt(_cipher, _chunks, _plain.AsSpan(0, _held), _stored, sum);
            await _file.WriteAsync(_stored.AsMemory(0, _held + SealedFile.Tag), ct);
            (_chunks, _held) = (_chunks + 1, 0);
        }
    }
}
