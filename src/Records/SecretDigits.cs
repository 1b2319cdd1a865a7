using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TellerLine.Records;

/// <summary>
/// Digits that nobody may read, keyed into a form: ASCII bytes in memory that is pinned, and wiped when they are
/// disposed. They come in and never go out: written, they are null, and as a text they are their type's name.
/// </summary>
[JsonConverter(typeof(Keyed))]
public sealed class SecretDigits : IDisposable
{
    private readonly byte[] _digits;

    public SecretDigits(ReadOnlySpan<byte> ascii)
    {
        _digits = GC.AllocateUninitializedArray<byte>(ascii.Length, pinned: true);
        ascii.CopyTo(_digits);
    }

    public ReadOnlyMemory<byte> Ascii => _digits;

    /// <summary>The same digits; constant in time for those of one length.</summary>
    public bool IsAs(SecretDigits other) => CryptographicOperations.FixedTimeEquals(_digits, other._digits);

    public void Dispose() => CryptographicOperations.ZeroMemory(_digits);

    public override string ToString() => nameof(SecretDigits);

    private sealed class Keyed : JsonConverter<SecretDigits>
    {
        public override SecretDigits Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("Expected digits in quotes.");
            if (!reader.HasValueSequence)
                return new SecretDigits(reader.ValueSpan);
            var pieces = reader.ValueSequence.ToArray();
            try
            {
                return new SecretDigits(pieces);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(pieces);
            }
        }

        public override void Write(Utf8JsonWriter writer, SecretDigits value, JsonSerializerOptions options) =>
            writer.WriteNullValue();
    }
}
