using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed unsafe class CodesTests
{
    [Fact]
    public void Kernels_AnyCodes_EqualSumsInWholeNumbers()
    {
        Gen.Select(Gen.Int[1, 4], Gen.Int).Sample((steps, seed) =>
        {
            var length = steps * Codes.Step;
            var random = new Random(seed);
            var questions = new sbyte[4 * length];
            var rows = new byte[4 * length];
            for (var i = 0; i < questions.Length; i++)
            {
                // The greatest codes together are what 16 bits must hold.
                questions[i] = (sbyte)(random.Next(3) == 0 ? 63 : random.Next(-63, 64));
                rows[i] = (byte)(random.Next(3) == 0 ? 255 : random.Next(1, 256));
            }

            return Agrees<PortableKernel>(questions, rows, length)
                && Agrees<WideKernel>(questions, rows, length)
                && (!RegisterWidths.Runnable.Contains(RegisterWidth.Avx2) || Agrees<Avx2Kernel>(questions, rows, length));
        }, iter: 300);
    }

    [Fact]
    public void Quantize_AnyEmbedding_ResidualsAreTrue()
    {
        Gen.Float[-1, 1].Array[1, 80].Sample(vector =>
        {
            var row = new byte[Codes.Length(vector.Length)];
            var question = new sbyte[row.Length];
            var (rowScale, rowResidual) = Codes.Quantize(vector, row);
            var (scale, sum, norm, residual) = Codes.Quantize(vector, question);
            double RowAt(int i) => (double)rowScale * (row[i] - Codes.Zero);
            return row.Skip(vector.Length).All(code => code == Codes.Zero)
                && sum == question.Sum(code => code)
                && Distance(vector, RowAt) <= rowResidual
                && Distance(vector, i => (double)scale * question[i]) <= residual
                && Distance(new float[vector.Length], i => (double)scale * question[i]) <= norm;
        });
    }

    private static double Distance(float[] vector, Func<int, double> other) => Math.Sqrt(vector.Select((x, i) => (x - other(i)) * (x - other(i))).Sum());

    private static bool Agrees<TKernel>(sbyte[] questions, byte[] rows, int length)
        where TKernel : struct, ICodeKernel
    {
        fixed (sbyte* q = questions)
        fixed (byte* r = rows)
        {
            var one = TKernel.OneByFour(q, r, r + length, r + (2 * length), r + (3 * length), length);
            var (first, second) = TKernel.FourByTwo(q, r, r + length, length);
            for (var i = 0; i < 4; i++)
            {
                if (one[i] != Sum(questions, 0, rows, i, length) || first[i] != Sum(questions, i, rows, 0, length) || second[i] != Sum(questions, i, rows, 1, length))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int Sum(sbyte[] questions, int question, byte[] rows, int row, int length) =>
        Enumerable.Range(0, length).Sum(i => questions[(question * length) + i] * rows[(row * length) + i]);
}
