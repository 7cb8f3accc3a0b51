using System.Net;
using System.Net.Sockets;

namespace Assistant.Channels.CitizenPage;

/// <summary>Whom a limit counts as one: an IPv4 address, or the /64 an IPv6 household or phone is given and can roam in at will.</summary>
internal static class CallerNetwork
{
    public static string Of(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
