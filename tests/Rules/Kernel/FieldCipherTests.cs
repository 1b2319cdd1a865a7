using System.Security.Cryptography;
using System.Text;
using TellerLine.Kernel;

namespace TellerLine.Rules.Kernel;

public sealed class FieldCipherTests
{
    private static readonly FieldPlace Place = new("customer_phone", "number", "C10001/0");

    [Fact]
    public void a_value_is_read_again_where_it_was_written()
    {
        var cipher = Cipher(1);
        var stored = cipher.Encrypt("+8613800000001", Place);
        Assert.StartsWith("aes-256-gcm$data-1$", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("138", stored, StringComparison.Ordinal);
        Assert.Equal("+8613800000001", cipher.Decrypt(stored, Place));
        Assert.Equal("+8613800000001", Encoding.UTF8.GetString(cipher.DecryptBytes(stored, Place)));
    }

    [Fact]
    public void the_same_value_twice_looks_different() =>
        Assert.NotEqual(Cipher(1).Encrypt("1", Place), Cipher(1).Encrypt("1", Place));

    [Theory]
    [InlineData("customer_operator", "number", "C10001/0")]
    [InlineData("customer_phone", "born_on", "C10001/0")]
    [InlineData("customer_phone", "number", "C10002/0")]
    public void a_value_moved_to_another_table_column_or_row_is_refused(string table, string column, string row)
    {
        var stored = Cipher(1).Encrypt("+8613800000001", Place);
        Assert.Throws<FieldUnreadableException>(() => Cipher(1).Decrypt(stored, new FieldPlace(table, column, row)));
    }

    [Fact]
    public void whatever_is_altered_is_refused_and_the_message_does_not_tell_it()
    {
        var cipher = Cipher(1);
        var stored = cipher.Encrypt("+8613800000001", Place);
        var at = stored.LastIndexOf('$') + 1;
        for (var i = at; i < stored.Length - 1; i++)
        {
            var altered = stored[..i] + (stored[i] == 'A' ? 'B' : 'A') + stored[(i + 1)..];
            var fault = Assert.Throws<FieldUnreadableException>(() => cipher.Decrypt(altered, Place));
            Assert.DoesNotContain("138", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("+8613800000001")]
    [InlineData("")]
    [InlineData("aes-256-gcm$data-1$")]
    [InlineData("aes-256-gcm$data-9$AAAA")]
    [InlineData("sm4-gcm$data-1$AAAA")]
    [InlineData("aes-256-gcm$data-1$!!!!")]
    public void clear_text_and_nonsense_are_refused(string stored) =>
        Assert.Throws<FieldUnreadableException>(() => Cipher(1).Decrypt(stored, Place));

    [Fact]
    public void a_key_of_the_same_name_and_other_bytes_opens_nothing()
    {
        var stored = Cipher(1).Encrypt("1", Place);
        var other = new FieldCipher();
        other.Use([new NamedKey("data-1", new byte[32])], [new NamedKey("search-1", new byte[32])]);
        Assert.Throws<FieldUnreadableException>(() => other.Decrypt(stored, Place));
    }

    [Fact]
    public void an_older_key_still_opens_and_renewing_brings_the_newer_one()
    {
        var stored = Cipher(1).Encrypt("1", Place);
        var cipher = Cipher(2, 1);
        Assert.Equal("1", cipher.Decrypt(stored, Place));
        Assert.False(cipher.IsCurrent(stored));
        var renewed = cipher.Renew(stored, Place);
        Assert.True(cipher.IsCurrent(renewed));
        Assert.Equal(renewed, cipher.Renew(renewed, Place));
        Assert.Equal("1", Cipher(2).Decrypt(renewed, Place));
        Assert.True(cipher.IsCurrent(cipher.Renew("in the clear", Place)));
    }

    [Fact]
    public void a_hash_is_the_same_for_the_same_thing_and_another_for_another_kind_or_key()
    {
        var cipher = Cipher(1);
        Assert.Equal(cipher.Hash("phone", "+8613800000001"), cipher.Hash("phone", "+8613800000001"));
        Assert.NotEqual(cipher.Hash("phone", "+8613800000001"), cipher.Hash("identity", "+8613800000001"));
        Assert.NotEqual(cipher.Hash("phone", "1"), Cipher(2).Hash("phone", "1"));
        Assert.Equal([Cipher(2).Hash("phone", "1"), Cipher(1).Hash("phone", "1")], Cipher(2, 1).Hashes("phone", "1"));
    }

    [Fact]
    public void without_keys_nothing_is_done() =>
        Assert.Throws<InvalidOperationException>(() => new FieldCipher().Encrypt("1", Place));

    private static FieldCipher Cipher(params int[] numbers)
    {
        var cipher = new FieldCipher();
        cipher.Use([.. numbers.Select(n => Key($"data-{n}"))], [.. numbers.Select(n => Key($"search-{n}"))]);
        return cipher;
    }

    private static NamedKey Key(string id) => new(id, SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
