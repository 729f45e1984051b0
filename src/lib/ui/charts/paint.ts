import { barPath } from './bars.ts';
import type { BarShape } from './bars.ts';
import type { Drawing } from './drawing.ts';
import { LEADING } from './tags.ts';
import type { Theme } from './theme.ts';

type Context = CanvasRenderingContext2D;

/** What lies behind the values: shades, the slots that are open or read, gridlines and axis words. */
export function paintGround(c: Context, drawing: Drawing, theme: Theme, active: number | null): void {
	const { ground } = drawing;
	const { plot } = ground;
	c.save();
	c.fillStyle = theme.colour('shade');
	for (const s of ground.shades) c.fillRect(s.x, s.y, s.width, s.height);
	c.fillStyle = theme.colour('ink');
	c.globalAlpha = 0.07;
	for (const slot of [drawing.open, active]) {
		if (slot === null) continue;
		c.fillRect(plot.left + slot * ground.slotWidth, plot.top, ground.slotWidth, plot.bottom - plot.top);
	}
	c.globalAlpha = 1;
	c.fillStyle = theme.colour('soft');
	c.font = `400 14px ${theme.face}`;
	c.strokeStyle = theme.colour('line');
	for (const line of ground.gridlines) {
		stroke(c, `M${plot.left} ${line.y}H${plot.right}`, 1);
		c.textAlign = 'right';
		c.textBaseline = 'middle';
		c.fillText(line.text, plot.left - 8, line.y);
	}
	c.textAlign = 'center';
	c.textBaseline = 'alphabetic';
	for (const label of ground.labels) c.fillText(label.text, label.x, plot.bottom + 22);
	c.restore();
}

function stroke(c: Context, path: string, width: number, dash: number[] = []) {
	c.lineWidth = width;
	c.setLineDash(dash);
	c.stroke(new Path2D(path));
	c.setLineDash([]);
}

/** Does the graph library draw this piece itself? Blocks, crosses and broken outlines are painted here. */
export function isPlainBar(shape: BarShape): boolean {
	return (
		shape.first === shape.last &&
		(shape.look === 'solid' || shape.look === 'outlined' || shape.look === 'cornered')
	);
}

function paintShape(c: Context, shape: BarShape, theme: Theme) {
	const { x, y, width, height } = shape;
	c.strokeStyle = theme.colour(shape.medium);
	if (shape.look === 'cornered' && shape.outer && shape.end === 'top') {
		const corner = Math.min(9, width * 0.6, height);
		c.fillStyle = theme.colour('ground');
		c.fill(new Path2D(`M${x + width - corner} ${y - 0.5}h${corner + 0.5}v${corner + 0.5}z`));
		stroke(c, `M${x + width - corner} ${y}v${corner}h${corner}`, 1.25);
	}
	if (isPlainBar(shape)) return;
	const inset = {
		...shape,
		x: x + 0.75,
		y: y + 0.75,
		width: Math.max(0.5, width - 1.5),
		height: Math.max(0.5, height - 1.5)
	};
	const path = barPath(inset);
	c.fillStyle = shape.look === 'hatched' ? theme.hatch(shape.medium) : theme.colour('ground');
	c.fill(new Path2D(path));
	stroke(c, path, 1.5, shape.look === 'partial' ? [4, 3] : []);
	if (shape.look === 'crossed') {
		const right = inset.x + inset.width;
		const low = inset.y + inset.height;
		stroke(c, `M${inset.x} ${inset.y}L${right} ${low}M${right} ${inset.y}L${inset.x} ${low}`, 1.5);
	}
	if (shape.look === 'partial' && shape.outer) {
		c.fillStyle = theme.colour('ink');
		c.font = `700 14px ${theme.face}`;
		c.textAlign = 'center';
		c.fillText('?', x + width / 2, shape.end === 'top' ? y - 5 : y + height + 14);
	}
}

/** What lies over the values: special bars, marks, axis and words. */
export function paintMarks(c: Context, drawing: Drawing, theme: Theme): void {
	const { plot, zero } = drawing.ground;
	c.save();
	for (const shape of drawing.shapes) paintShape(c, shape, theme);
	paintUnder(c, drawing, theme);
	for (const p of drawing.line?.points ?? []) {
		c.strokeStyle = theme.colour('temperature');
		if (p.look === 'crossed') stroke(c, `M${p.x - 5} ${p.y - 5}l10 10m0 -10l-10 10`, 2.5);
	}
	c.strokeStyle = theme.colour('line-strong');
	if (drawing.line === null) stroke(c, `M${plot.left} ${zero}H${plot.right}`, 1.25);
	for (const z of drawing.zeros) stroke(c, `M${z.x} ${zero}h${z.width}`, 3);
	c.strokeStyle = theme.colour('soft');
	for (const s of drawing.silences) stroke(c, `M${s.x} ${zero}h${s.width}`, 4, [2, 5]);
	c.strokeStyle = theme.colour('ink');
	c.fillStyle = theme.colour('ground');
	for (const x of drawing.diamonds) {
		const path = `M${x} ${zero - 6}l6 6l-6 6l-6 -6z`;
		c.fill(new Path2D(path));
		stroke(c, path, 1.75);
	}
	paintTags(c, drawing, theme);
	c.restore();
}

function paintUnder(c: Context, { under }: Drawing, theme: Theme) {
	for (const { x, y, width, height } of under.ticks) {
		c.fillStyle = theme.colour('ground');
		c.fillRect(x - 1, y - 1, width + 2, height + 2);
		c.fillStyle = theme.colour('soft');
		c.fillRect(x, y, width, height);
	}
	if (under.line === null) return;
	c.strokeStyle = theme.colour('soft');
	stroke(c, under.line, 1.5);
}

function paintTags(c: Context, drawing: Drawing, theme: Theme) {
	c.textAlign = 'center';
	c.textBaseline = 'alphabetic';
	c.lineJoin = 'round';
	for (const tag of drawing.tags) {
		const named = tag.tone !== 'plain' && tag.tone !== 'soft';
		if (tag.lead) {
			c.strokeStyle = theme.colour('line-strong');
			stroke(c, `M${tag.lead.x} ${tag.lead.from}V${tag.lead.to}`, 1);
		}
		c.font = named ? `650 15px ${theme.face}` : `400 13px ${theme.face}`;
		tag.lines.forEach((line, i) => {
			const x = tag.x + tag.width / 2;
			const y = tag.y + tag.height - 4 - (tag.lines.length - 1 - i) * LEADING;
			c.strokeStyle = theme.colour('ground');
			c.lineWidth = 4;
			c.strokeText(line, x, y);
			c.fillStyle = theme.colour(named ? tag.tone : i > 0 ? 'soft' : 'ink');
			c.fillText(line, x, y);
		});
	}
}
