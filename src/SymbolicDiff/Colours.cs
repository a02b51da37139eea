using System.ComponentModel;

namespace SymbolicDiff;

/// <summary>Tells columns of sparse matrices apart for emitted methods.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class Colours
{
    /// <summary>The fewest colours that tell the columns of a row apart when column j has colour j mod colours.</summary>
    /// <param name="distances">The distances of a row's columns from the row, in any order, perhaps some of them twice.</param>
    /// <returns>The number of colours.</returns>
    public static int Fewest(ReadOnlySpan<int> distances)
    {
        Span<int> distinct = stackalloc int[distances.Length];
        int count = 0;
        foreach (int distance in distances)
            if (!distinct[..count].Contains(distance)) distinct[count++] = distance;
        int colours = Math.Max(1, count);
        while (!AreApart(distinct[..count], colours)) colours++;
        return colours;
    }

    private static bool AreApart(ReadOnlySpan<int> distances, int colours)
    {
        for (int i = 0; i < distances.Length; i++)
            for (int j = 0; j < i; j++)
                if (((long)distances[i] - distances[j]) % colours == 0) return false;
        return true;
    }
}
