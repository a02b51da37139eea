using ScottPlot;

namespace LogisticRegression;

/// <summary>The picture of a training.</summary>
public static class LossCurve
{
    /// <summary>Draws the loss over the evaluations into an SVG file, and makes its folder if there is none.</summary>
    public static void Save(IReadOnlyList<double> losses, string path)
    {
        using var plot = new Plot();
        plot.Add.Scatter(Enumerable.Range(1, losses.Count).Select(i => (double)i).ToArray(), losses.ToArray());
        plot.Title("Logistic regression, breast-cancer measurements");
        plot.XLabel("evaluation of value and gradient");
        plot.YLabel("loss");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        plot.SaveSvg(path, 800, 500);
    }
}
