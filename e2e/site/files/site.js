// What the demo's pages do in the browser: split boxes, late fields, QR drawn by script or inside a shadow root.
for (const field of document.querySelectorAll('[data-split]')) {
	const boxes = [...field.querySelectorAll('input:not([type=hidden])')];
	const whole = field.querySelector('input[type=hidden]');
	const gather = () => {
		whole.value = boxes.map((box) => box.value).join('');
	};
	boxes.forEach((box, i) => {
		box.addEventListener('input', () => {
			gather();
			if (box.value !== '') boxes[i + 1]?.focus();
		});
		box.addEventListener('keydown', (event) => {
			if (event.key === 'Backspace' && box.value === '') boxes[i - 1]?.focus();
		});
		box.addEventListener('paste', (event) => {
			event.preventDefault();
			const digits = [...(event.clipboardData?.getData('text') ?? '').replace(/\D/g, '')];
			boxes.slice(i).forEach((next, k) => {
				if (digits[k] !== undefined) next.value = digits[k];
			});
			gather();
		});
	});
}

for (const place of document.querySelectorAll('[data-late]')) {
	setTimeout(() => {
		const label = document.createElement('label');
		label.textContent = 'Code from your authenticator app ';
		const input = document.createElement('input');
		input.name = 'code';
		input.inputMode = 'numeric';
		input.maxLength = Number(place.dataset.digits);
		label.append(input);
		place.replaceChildren(label);
	}, Number(place.dataset.late));
}

for (const dialog of document.querySelectorAll('dialog[data-open]')) setTimeout(() => dialog.showModal(), 300);

for (const canvas of document.querySelectorAll('canvas[data-modules]')) {
	const size = Number(canvas.dataset.size);
	const scale = Math.floor(canvas.width / (size + 4));
	const edge = Math.floor((canvas.width - size * scale) / 2);
	const pen = canvas.getContext('2d');
	pen.fillStyle = '#fff';
	pen.fillRect(0, 0, canvas.width, canvas.height);
	pen.fillStyle = '#000';
	[...canvas.dataset.modules].forEach((module, i) => {
		if (module === '1') pen.fillRect(edge + (i % size) * scale, edge + Math.floor(i / size) * scale, scale, scale);
	});
	canvas.removeAttribute('data-modules');
}

customElements.define(
	'qr-code',
	class extends HTMLElement {
		connectedCallback() {
			const img = document.createElement('img');
			img.id = 'qr';
			img.src = this.dataset.src;
			img.width = img.height = 220;
			img.alt = 'QR code';
			this.attachShadow({ mode: this.dataset.mode }).append(img);
		}
	},
);
