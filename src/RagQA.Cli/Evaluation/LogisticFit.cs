namespace RagQA.Cli.Evaluation;

/// <summary>Logistic regression by Newton's method with a small ridge penalty; features are standardised inside.</summary>
internal static class LogisticFit
{
    private const double Ridge = 1.0;
    private const int Iterations = 50;

    /// <summary>Weights for the raw features, and the constant.</summary>
    public static (double Bias, double[] Weights) Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels)
    {
        var width = rows[0].Length;
        var mean = new double[width];
        var scale = new double[width];
        for (var j = 0; j < width; j++)
        {
            mean[j] = rows.Average(r => r[j]);
            scale[j] = Math.Sqrt(rows.Average(r => (r[j] - mean[j]) * (r[j] - mean[j])));
            scale[j] = scale[j] == 0 ? 1 : scale[j];
        }

        var x = rows.Select(r => (double[])[1, .. r.Select((v, j) => (v - mean[j]) / scale[j])]).ToArray();
        var w = new double[width + 1];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var step = Solve(Hessian(x, w), Gradient(x, labels, w));
            for (var j = 0; j < w.Length; j++)
            {
                w[j] -= step[j];
            }
        }

        var weights = Enumerable.Range(0, width).Select(j => w[j + 1] / scale[j]).ToArray();
        return (w[0] - weights.Zip(mean, (a, b) => a * b).Sum(), weights);
    }

    private static double Sigmoid(double[] row, double[] w) => 1 / (1 + Math.Exp(-row.Zip(w, (a, b) => a * b).Sum()));

    private static double[] Gradient(double[][] x, IReadOnlyList<bool> labels, double[] w)
    {
        var gradient = new double[w.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var error = Sigmoid(x[i], w) - (labels[i] ? 1 : 0);
            for (var j = 0; j < w.Length; j++)
            {
                gradient[j] += error * x[i][j];
            }
        }

        for (var j = 1; j < w.Length; j++)
        {
            gradient[j] += Ridge * w[j];
        }

        return gradient;
    }

    private static double[,] Hessian(double[][] x, double[] w)
    {
        var hessian = new double[w.Length, w.Length];
        foreach (var row in x)
        {
            var p = Sigmoid(row, w);
            for (var a = 0; a < w.Length; a++)
            {
                for (var b = 0; b < w.Length; b++)
                {
                    hessian[a, b] += p * (1 - p) * row[a] * row[b];
                }
            }
        }

        for (var j = 0; j < w.Length; j++)
        {
            hessian[j, j] += j == 0 ? 1e-9 : Ridge;
        }

        return hessian;
    }

    /// <summary>Gaussian elimination with pivoting.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(r => Math.Abs(a[r, column]));
            for (var j = 0; j < n; j++)
            {
                (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            }

            (b[column], b[pivot]) = (b[pivot], b[column]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = a[row, column] / a[column, column];
                for (var j = column; j < n; j++)
                {
                    a[row, j] -= factor * a[column, j];
                }

                b[row] -= factor * b[column];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var j = row + 1; j < n; j++)
            {
                b[row] -= a[row, j] * b[j];
            }

            b[row] /= a[row, row];
        }

        return b;
    }
}
