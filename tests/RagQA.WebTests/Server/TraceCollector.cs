using System.Collections.Concurrent;
using System.Net;
using System.Text;
using RagQA.Server.Hosting;

namespace RagQA.WebTests.Server;

/// <summary>Takes traces by OTLP over HTTP, and keeps of every span its trace and its name.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Trace, string Name)> _spans = [];
    private readonly Task _taking;

    public TraceCollector()
    {
        Address = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _taking = TakeAsync();
    }

    public string Address { get; }

    /// <summary>Names of the spans of each trace that has come so far.</summary>
    public ILookup<string, string> Traces => _spans.ToLookup(s => s.Trace, s => s.Name);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _taking;
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var exchange = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await exchange.Request.InputStream.CopyToAsync(body);
                if (exchange.Request.Url!.AbsolutePath == "/v1/traces")
                {
                    Read(body.ToArray());
                }

                exchange.Response.Close();
            }
        }
        catch (Exception) when (!_listener.IsListening)
        {
            // Stopped.
        }
    }

    // ExportTraceServiceRequest.resource_spans = 1, ResourceSpans.scope_spans = 2, ScopeSpans.spans = 2; Span.trace_id = 1, Span.name = 5.
    private void Read(byte[] request)
    {
        foreach (var span in Parts(request, 1).SelectMany(r => Parts(r, 2)).SelectMany(s => Parts(s, 2)))
        {
            _spans.Enqueue((Convert.ToHexString(Parts(span, 1).Single()), Encoding.UTF8.GetString(Parts(span, 5).Single())));
        }
    }

    /// <summary>The parts of a protobuf message that have a length, of one field.</summary>
    private static List<byte[]> Parts(byte[] message, int field)
    {
        var parts = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0: Varint(message, ref at); break;
                case 1: at += sizeof(ulong); break;
                case 5: at += sizeof(uint); break;
                default:
                    var length = Varint(message, ref at);
                    if (key >> 3 == field)
                    {
                        parts.Add(message[at..(at + length)]);
                    }

                    at += length;
                    break;
            }
        }

        return parts;
    }

    private static int Varint(byte[] message, ref int at)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)value;
            }
        }
    }
}
