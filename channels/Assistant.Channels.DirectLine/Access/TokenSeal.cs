using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>
/// Turns a <see cref="CitizenToken"/> into opaque text and back. Encrypted and authenticated by the host's Data Protection keys, so nothing
/// is stored and a token lives through a restart. The expiry is ours and not Data Protection's, whose clock cannot be moved in a test.
/// </summary>
internal sealed class TokenSeal(IDataProtectionProvider protection)
{
    const int LongestToken = 1024;

    readonly IDataProtector protector = protection.CreateProtector("Assistant.Channels.DirectLine.Token.v1");

    public string Close(CitizenToken token)
    {
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain))
        {
            writer.Write((byte)token.Purpose);
            writer.Write(token.ExpiresAt.ToUnixTimeMilliseconds());
            writer.Write(token.ConversationId);
            writer.Write(token.Citizen);
        }
        return Base64Url.EncodeToString(protector.Protect(plain.ToArray()));
    }

    /// <summary>The token, expired or not; null for any text we did not write.</summary>
    public CitizenToken? Open(string text)
    {
        if (text.Length is 0 or > LongestToken) return null;
        try
        {
            var sealedBytes = Base64Url.DecodeFromChars(text);
            // Spare bits of the last letter and white space would otherwise give one token several spellings.
            if (Base64Url.EncodeToString(sealedBytes) != text) return null;

            using var reader = new BinaryReader(new MemoryStream(protector.Unprotect(sealedBytes)));
            var purpose = (TokenPurpose)reader.ReadByte();
            var expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
            return new CitizenToken(purpose, reader.ReadString(), reader.ReadString(), expiresAt);
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
