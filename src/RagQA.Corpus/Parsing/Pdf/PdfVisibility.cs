using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Colors;

namespace RagQA.Corpus;

/// <summary>Which letters of a page a reader of it cannot see.</summary>
internal sealed class PdfVisibility
{
    // Letters smaller than a point are dots to the eye.
    private const double MinSize = 1;
    private const double Margin = 1;
    private const double SameColour = 0.04;
    private const int MaxBackgrounds = 1000;
    private static readonly (double R, double G, double B) Paper = (1, 1, 1);

    private readonly double _width;
    private readonly double _height;
    private readonly List<(PdfRectangle Area, (double R, double G, double B)? Colour)> _backgrounds = [];

    public PdfVisibility(Page page)
    {
        // Coordinates of letters are those of the visible page: its lower left corner is the origin.
        _width = page.Width;
        _height = page.Height;

        // Painted areas in their order, then pictures, whose colours are not known. A line is no background.
        foreach (PdfPath path in page.Paths)
        {
            if (path.IsFilled && path.GetBoundingRectangle() is { Width: > 4, Height: > 4 } area && _backgrounds.Count < MaxBackgrounds)
            {
                _backgrounds.Add((area, Rgb(path.FillColor)));
            }
        }

        foreach (IPdfImage image in page.GetImages().Take(MaxBackgrounds))
        {
            _backgrounds.Add((image.BoundingBox, null));
        }
    }

    public bool IsHidden(Letter letter)
    {
        // 1. Drawn without ink.
        if (letter.RenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip)
        {
            return true;
        }

        // 2. Too small to see.
        PdfRectangle box = letter.BoundingBox;
        if (letter.PointSize < MinSize && box.Height < MinSize)
        {
            return true;
        }

        // 3. Outside the page that is shown.
        PdfPoint at = box.Centroid;
        if (at.X < -Margin || at.Y < -Margin || at.X > _width + Margin || at.Y > _height + Margin)
        {
            return true;
        }

        // 4. In the colour of what is behind it.
        return letter.RenderingMode is TextRenderingMode.Fill or TextRenderingMode.FillClip
            && Rgb(letter.FillColor) is { } ink
            && Behind(at) is { } paper
            && Math.Abs(ink.R - paper.R) < SameColour && Math.Abs(ink.G - paper.G) < SameColour && Math.Abs(ink.B - paper.B) < SameColour;
    }

    // What was painted last at a point; null where that is a picture or a pattern.
    private (double R, double G, double B)? Behind(PdfPoint at)
    {
        for (int i = _backgrounds.Count - 1; i >= 0; i--)
        {
            ((double left, double bottom, double right, double top), (double R, double G, double B)? colour) = (Edges(_backgrounds[i].Area), _backgrounds[i].Colour);
            if (at.X >= left && at.X <= right && at.Y >= bottom && at.Y <= top)
            {
                return colour;
            }
        }

        return Paper;
    }

    private static (double Left, double Bottom, double Right, double Top) Edges(PdfRectangle area) =>
        (area.Left, area.Bottom, area.Right, area.Top);

    private static (double R, double G, double B)? Rgb(IColor? colour) => colour is null or PatternColor ? null : colour.ToRGBValues();
}
