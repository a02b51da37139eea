using System.Globalization;

namespace LogisticRegression;

/// <summary>Samples of two classes, labelled 0 and 1.</summary>
public sealed record Dataset(double[][] Features, double[] Labels)
{
    /// <summary>Reads a file whose first line is <c>samples,features,class0,class1</c> and whose other lines end with the class.</summary>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names it.</exception>
    public static Dataset Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] header = lines.Length == 0 ? [] : lines[0].Split(',');
        if (header.Length < 2 || !TryCount(header[0], out int samples) || !TryCount(header[1], out int features))
            throw new InvalidDataException($"{path}, line 1: expected the number of samples and the number of features.");
        if (lines.Length - 1 != samples)
            throw new InvalidDataException($"{path}: expected {samples} samples, found {lines.Length - 1}.");

        double[][] rows = new double[samples][];
        double[] labels = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            string place = $"{path}, line {i + 2}";
            double[] numbers = Numbers(lines[i + 1], features + 1, place);
            rows[i] = numbers[..features];
            labels[i] = numbers[features];
            if (labels[i] is not (0 or 1))
                throw new InvalidDataException($"{place}: the class must be 0 or 1, found {labels[i].ToString(CultureInfo.InvariantCulture)}.");
        }

        return new Dataset(rows, labels);
    }

    /// <summary>Every fifth sample for testing, the others for training, scaled to mean 0 and variance 1 in training.</summary>
    /// <exception cref="InvalidDataException">There are too few samples.</exception>
    public (Dataset Training, Dataset Test) SplitAndStandardise()
    {
        if (Labels.Length < 10)
            throw new InvalidDataException($"Expected at least 10 samples to train and test on, found {Labels.Length}.");
        Dataset training = Where(i => i % 5 != 0);
        Dataset test = Where(i => i % 5 == 0);
        for (int j = 0; j < Features[0].Length; j++)
        {
            double mean = training.Features.Average(x => x[j]);
            double deviation = Math.Sqrt(training.Features.Average(x => (x[j] - mean) * (x[j] - mean)));
            foreach (double[] x in training.Features.Concat(test.Features))
                x[j] = deviation > 0 ? (x[j] - mean) / deviation : 0;
        }

        return (training, test);
    }

    private Dataset Where(Func<int, bool> chosen)
    {
        int[] indices = [.. Enumerable.Range(0, Labels.Length).Where(chosen)];
        return new Dataset([.. indices.Select(i => (double[])Features[i].Clone())], [.. indices.Select(i => Labels[i])]);
    }

    private static double[] Numbers(string line, int count, string place)
    {
        string[] columns = line.Split(',');
        if (columns.Length != count)
            throw new InvalidDataException($"{place}: expected {count} columns, found {columns.Length}.");

        double[] numbers = new double[count];
        for (int j = 0; j < count; j++)
        {
            if (!double.TryParse(columns[j], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[j]) || !double.IsFinite(numbers[j]))
                throw new InvalidDataException($"{place}, column {j + 1}: '{columns[j]}' is not a number.");
        }

        return numbers;
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
