namespace SymbolicDiff.Fuzz.Checks;

/// <summary>Five-point differences with steps across which the program decides all alike, so that no kink and no jump is inside.</summary>
internal static class SmoothDifferences
{
    private const int Halvings = 18;

    /// <summary>The step at which two neighbours agree best gives estimate and error; null where kinks leave no step that decides anything.</summary>
    public static (double Value, double Error)? At(Func<double, double> f, Func<double, ulong> path, double x, bool isSingle)
    {
        double epsilon = isSingle ? 6e-8 : 1.2e-16;
        double step = 0.02;
        ulong here = path(x);
        (double Value, double Error)? best = null;
        double previous = double.NaN, change = double.NaN;
        for (int halving = 0; halving < (isSingle ? 5 : Halvings); halving++, step /= 2)
        {
            double h = isSingle ? (float)(x + step) - (float)x : x + step - x;
            double[] places = [x - 2 * h, x - h, x + h, x + 2 * h];
            if (places.Any(place => path(place) != here)) continue;
            double[] values = [.. places.Select(f)];
            double derivative = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h);
            // Of a step twice as long the error is sixteen times as large: two that agree by chance, in a wave, do not follow that.
            double before = change / 16;
            change = Math.Abs(derivative - previous);
            double error = Math.Max(change, before) + 1.5 * epsilon * values.Max(Math.Abs) / h;
            if (!double.IsNaN(error) && (best is null || error < best.Value.Error)) best = (derivative, error);
            previous = derivative;
        }

        return best is { } found && found.Error <= (isSingle ? 1e-2 : 1e-4) * (1 + Math.Abs(found.Value)) ? found : null;
    }
}
